using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Tureen;

/// <summary>The options of a pool as a section of a host's configuration.</summary>
internal sealed class TureenSection(IConfigurationSection section)
{
    /// <summary>The section of the pool that has no key.</summary>
    public const string Name = "Tureen";

    /// <summary>What has sections of the pools with keys, below <see cref="Name"/>.</summary>
    public const string Pools = "Pools";

    private static readonly string[] Keys =
    [
        nameof(TureenOptions.Workers), nameof(TureenOptions.Choice), nameof(TureenOptions.ReplacesDeadWorkers), nameof(WorkerSettings.LogLevel),
        nameof(WorkerSettings.LogTags), nameof(WorkerSettings.RtcMinPort), nameof(WorkerSettings.RtcMaxPort), nameof(WorkerSettings.DtlsCertificateFile),
        nameof(WorkerSettings.DtlsPrivateKeyFile), nameof(WorkerSettings.WatchdogTimeout),
    ];

    /// <summary>The section of a pool.</summary>
    /// <param name="configuration">The configuration of the host.</param>
    /// <param name="key">The key of the pool; null for the one without.</param>
    public static TureenSection Of(IConfiguration configuration, string? key) =>
        new(key is null ? configuration.GetSection(Name) : configuration.GetSection(Name).GetSection(Pools).GetSection(key));

    /// <summary>Sets what the section has, and leaves the other options as they are.</summary>
    /// <exception cref="OptionsValidationException">A value is wrong.</exception>
    public void Fill(TureenOptions options)
    {
        CheckKeys();
        options.Workers = Number(nameof(options.Workers), options.Workers);
        options.Choice = Member(nameof(options.Choice), options.Choice);
        options.ReplacesDeadWorkers = Parse<bool>(nameof(options.ReplacesDeadWorkers), options.ReplacesDeadWorkers, bool.TryParse, "true or false");
        WorkerSettings worker = options.WorkerSettings;
        options.WorkerSettings = worker with
        {
            LogLevel = Member(nameof(worker.LogLevel), worker.LogLevel),
            LogTags = Members(nameof(worker.LogTags), worker.LogTags),
            RtcMinPort = Number(nameof(worker.RtcMinPort), worker.RtcMinPort),
            RtcMaxPort = Number(nameof(worker.RtcMaxPort), worker.RtcMaxPort),
            DtlsCertificateFile = section[nameof(worker.DtlsCertificateFile)] ?? worker.DtlsCertificateFile,
            DtlsPrivateKeyFile = section[nameof(worker.DtlsPrivateKeyFile)] ?? worker.DtlsPrivateKeyFile,
            WatchdogTimeout = Parse(nameof(worker.WatchdogTimeout), worker.WatchdogTimeout, TryParseTime, "a time such as 00:00:05"),
        };
    }

    /// <summary>A misspelled key would have no effect. Sections with keys of their own belong to others, such as <c>Rooms</c>.</summary>
    private void CheckKeys()
    {
        foreach (IConfigurationSection one in section.GetChildren())
        {
            if (one.Value is not null && !Keys.Contains(one.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw Wrong($"{one.Path} is no option; the options are {string.Join(", ", Keys)}");
            }
        }
    }

    private int Number(string key, int otherwise) =>
        Parse(key, otherwise, static (string text, out int value) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value), "a number");

    private T Member<T>(string key, T otherwise)
        where T : struct, Enum
        => Parse(key, otherwise, TryParseMember, $"one of {string.Join(", ", Enum.GetNames<T>())}");

    /// <summary>A list is one text with commas, or has an entry for each of its members.</summary>
    private IReadOnlyList<WorkerLogTag> Members(string key, IReadOnlyList<WorkerLogTag> otherwise)
    {
        IConfigurationSection list = section.GetSection(key);
        string[] texts = list.Value?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ?? [.. list.GetChildren().Select(static one => one.Value ?? string.Empty)];
        return texts.Length == 0 ? otherwise : [.. texts.Select(text => TryParseMember(text, out WorkerLogTag tag) ? tag : throw Wrong(key, text, Expected()))];

        static string Expected() => $"a list of {string.Join(", ", Enum.GetNames<WorkerLogTag>())}";
    }

    private T Parse<T>(string key, T otherwise, TryParser<T> tryParse, string expected) =>
        section[key] is not { } text ? otherwise : tryParse(text, out T value) ? value : throw Wrong(key, text, expected);

    private static bool TryParseMember<T>(string text, out T value)
        where T : struct, Enum
        => Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value);

    private static bool TryParseTime(string text, out TimeSpan value) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value);

    private OptionsValidationException Wrong(string key, string text, string expected) => Wrong($"{section.Path}:{key} must be {expected}, not '{text}'");

    private static OptionsValidationException Wrong(string message) => new(Options.DefaultName, typeof(TureenOptions), [message]);

    private delegate bool TryParser<T>(string text, out T value);
}
