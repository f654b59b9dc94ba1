using System.Globalization;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Settings;
using Tureen.Server.Load.Links;
using Tureen.Server.Settings;

namespace Tureen.Server.Load.Scenarios;

/// <summary>Reads a scenario from the settings. What is wrong is one line for the user.</summary>
internal sealed class ScenarioReader
{
    private const string DefaultServer = "http://localhost:4443";
    private const int MaxParticipants = 100_000;
    private const int MaxLayers = 3;
    private const int MaxKilobits = 100_000;
    private const int MinVideoKilobits = 30;
    private const int MaxHeight = 4_320;
    private const int MaxFramesPerSecond = 120;
    private const int MaxRate = 1_000;
    private const int MaxMilliseconds = 10_000;
    private const int BitsPerKilobit = 1_000;

    /// <summary>Seconds of a week.</summary>
    private const int MaxDuration = 7 * 24 * 3_600;

    private readonly SettingsSource _source;

    public ScenarioReader(CommandLine line, Func<string, string?> environment, Func<string, string?> configuration)
    {
        _source = new SettingsSource(option => line.Get(option) ?? Find(option, environment, configuration), static option => "--" + option.Name);
    }

    /// <summary>Where the report goes as JSON.</summary>
    public string? ReportFile => _source.Text(LoadOptions.Report);

    /// <summary>Where the report goes as a page.</summary>
    public string? HtmlFile => _source.Text(LoadOptions.Html);

    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public LoadScenario Read()
    {
        int participants = _source.Number(LoadOptions.Participants, 4, 1, MaxParticipants);
        (bool hasAudio, bool hasVideo) = ReadMedia();
        var scenario = new LoadScenario
        {
            Server = ReadServer(),
            RoomName = _source.Text(LoadOptions.RoomName) ?? "load",
            Rooms = _source.Number(LoadOptions.Rooms, 1, 1, MaxParticipants),
            Participants = participants,
            Publishers = _source.Number(LoadOptions.Publishers, participants, 0, participants),
            HasAudio = hasAudio,
            HasVideo = hasVideo,
            Layers = _source.Number(LoadOptions.Layers, MaxLayers, 1, MaxLayers),
            VideoBitsPerSecond = _source.Number(LoadOptions.VideoKilobits, 1_200, MinVideoKilobits, MaxKilobits) * BitsPerKilobit,
            VideoHeight = _source.Number(LoadOptions.VideoHeight, 720, 4, MaxHeight),
            FramesPerSecond = _source.Number(LoadOptions.FramesPerSecond, 30, 1, MaxFramesPerSecond),
            AudioBitsPerSecond = _source.Number(LoadOptions.AudioKilobits, 32, 2, 100) * BitsPerKilobit,
            JoinsPerSecond = _source.Number(LoadOptions.JoinRate, 20, 1, MaxRate),
            Duration = TimeSpan.FromSeconds(_source.Number(LoadOptions.Duration, 30, 1, MaxDuration)),
            ChurnPerMinute = _source.Number(LoadOptions.Churn, 0, 0, MaxRate * 60),
            Link = ReadLink(),
            ImpairedShare = ReadPercent(LoadOptions.Impaired, 100),
            AcceptsAnyCertificate = _source.Switch(LoadOptions.AcceptAnyCertificate),
            Token = _source.Text(LoadOptions.Token),
            TokenKey = _source.Secret(SettingsOptions.TokenKey, SecurityLimits.MinTokenKeyLength),
            Threads = _source.Number(LoadOptions.Threads, Math.Max(1, Environment.ProcessorCount / 2), 1, 256),
            Seed = _source.Number(LoadOptions.Seed, 1, 0, int.MaxValue),
            ServerProcess = _source.Text(LoadOptions.ServerProcess) is null ? null : _source.Number(LoadOptions.ServerProcess, 0, 1, int.MaxValue),
        };
        SettingsSource.Require(
            scenario.AllParticipants <= MaxParticipants && (long)scenario.Rooms * participants <= MaxParticipants,
            $"--rooms times --participants must be at most {MaxParticipants}, not {(long)scenario.Rooms * participants}");
        return scenario;
    }

    /// <summary>The key of tokens is the server's; the other settings have names of their own outside the command line.</summary>
    private static string? Find(SettingsOption option, Func<string, string?> environment, Func<string, string?> configuration) =>
        option == SettingsOptions.TokenKey
            ? SettingsReader.Find(option, environment, configuration)
            : environment(option.EnvironmentName.Replace("TUREEN_", "TUREEN_LOAD_", StringComparison.Ordinal))
                ?? configuration($"{LoadOptions.Section}:{option.ConfigurationKey}");

    private Uri ReadServer()
    {
        string text = _source.Text(LoadOptions.Server) ?? DefaultServer;
        bool isAddress = Uri.TryCreate(text, UriKind.Absolute, out Uri? server) && server.Scheme is "http" or "https" or "ws" or "wss";
        SettingsSource.Require(isAddress, $"--server must be such as {DefaultServer}, not '{text}'");
        return server!;
    }

    private (bool HasAudio, bool HasVideo) ReadMedia()
    {
        string[] kinds = _source.List(LoadOptions.Media) ?? ["audio", "video"];
        foreach (string kind in kinds)
        {
            SettingsSource.Require(kind is "audio" or "video", $"--media knows audio and video, not '{kind}'");
        }

        return (kinds.Contains("audio", StringComparer.Ordinal), kinds.Contains("video", StringComparer.Ordinal));
    }

    private LinkConditions ReadLink() => new()
    {
        Loss = ReadPercent(LoadOptions.Loss, 0),
        Delay = TimeSpan.FromMilliseconds(_source.Number(LoadOptions.Delay, 0, 0, MaxMilliseconds)),
        Jitter = TimeSpan.FromMilliseconds(_source.Number(LoadOptions.Jitter, 0, 0, MaxMilliseconds)),
        BitsPerSecond = _source.Number(LoadOptions.Rate, 0, 0, MaxKilobits) * BitsPerKilobit,
    };

    /// <summary>A share, such as 0.015 of "1.5".</summary>
    private double ReadPercent(SettingsOption option, double unlessGiven)
    {
        string? text = _source.Text(option);
        double percent = unlessGiven;
        bool isPercent = text is null
            || (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out percent) && percent is >= 0 and <= 100);
        SettingsSource.Require(isPercent, $"{_source.NameOf(option)} must be a number from 0 to 100, not '{text}'");
        return percent / 100;
    }
}
