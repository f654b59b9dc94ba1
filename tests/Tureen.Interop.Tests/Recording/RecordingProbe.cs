using System.Globalization;
using System.Text.Json.Nodes;

namespace Tureen.Interop.Tests.Recording;

/// <summary>What ffprobe and ffmpeg find in a file, all of which was decoded without an error.</summary>
internal sealed class RecordingProbe
{
    private const double BrightPicture = 128;
    private const double LoudSound = -30;
    private const double LeastPause = 0.5;

    private readonly JsonNode _report;

    private RecordingProbe(JsonNode report, List<double> flashes, List<double> beeps)
    {
        _report = report;
        Flashes = flashes;
        Beeps = beeps;
    }

    /// <summary>Seconds.</summary>
    public double Duration => double.Parse(_report["format"]!["duration"]!.GetValue<string>(), CultureInfo.InvariantCulture);

    /// <summary>When the picture turns white, in seconds.</summary>
    public IReadOnlyList<double> Flashes { get; }

    /// <summary>When sound begins, in seconds.</summary>
    public IReadOnlyList<double> Beeps { get; }

    /// <summary>Decodes a file that may end in the middle.</summary>
    public static async Task<RecordingProbe> ReadFramesAsync(string file) => new(await CountAsync(file), [], []);

    /// <summary>Decodes a file.</summary>
    public static async Task<RecordingProbe> ReadAsync(string file)
    {
        // By the times in the file, and not by those of a steady rate, which pictures of a camera do not have.
        await FfmpegTool.RunAsync("-xerror", "-i", file, "-fps_mode", "passthrough", "-enc_time_base", "-1", "-f", "null", "-");
        return await ReadFramesAsync(file);
    }

    /// <summary>Decodes a file that flashes and beeps.</summary>
    public static async Task<RecordingProbe> ReadFlashesAsync(string file)
    {
        RecordingProbe probe = await ReadAsync(file);
        return new RecordingProbe(
            probe._report,
            await FindAsync(file, "-vf", "signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-", BrightPicture),
            await FindAsync(file, "-af", "asetnsamples=n=48:p=0,astats=metadata=1:reset=1,ametadata=print:key=lavfi.astats.Overall.RMS_level:file=-", LoudSound));
    }

    /// <summary>Frames of audio or video; 0 without a track of it.</summary>
    public int Frames(string kind) => _report["streams"]!.AsArray()
        .Where(one => one!["codec_type"]!.GetValue<string>() == kind)
        .Sum(static one => int.Parse(one!["nb_read_frames"]!.GetValue<string>(), CultureInfo.InvariantCulture));

    public string? Codec(string kind) => _report["streams"]!.AsArray()
        .FirstOrDefault(one => one!["codec_type"]!.GetValue<string>() == kind)?["codec_name"]!.GetValue<string>();

    /// <summary>Each flash has its beep within a time.</summary>
    public void AssertInStep(TimeSpan tolerance, int leastPairs)
    {
        string found = $"flashes {string.Join(' ', Flashes)}\nbeeps {string.Join(' ', Beeps)}";
        double[] distances = [.. Flashes
            .Where(flash => Beeps.Any(beep => Math.Abs(beep - flash) < LeastPause))
            .Select(flash => Beeps.Min(beep => Math.Abs(beep - flash)))];
        Assert.True(distances.Length >= leastPairs, found);
        Assert.True(distances.Max() <= tolerance.TotalSeconds, found);
    }

    private static async Task<JsonNode> CountAsync(string file)
    {
        List<string> report = await FfmpegTool.RunProgramAsync(
            "ffprobe", ["-v", "error", "-count_frames", "-show_entries", "stream=codec_type,codec_name,nb_read_frames,width:format=duration", "-of", "json", file]);
        return JsonNode.Parse(string.Join('\n', report))!;
    }

    private static async Task<List<double>> FindAsync(string file, string option, string filter, double threshold)
    {
        List<string> lines = await FfmpegTool.RunAsync("-i", file, option, filter, option == "-vf" ? "-an" : "-vn", "-f", "null", "-");
        List<double> starts = [];
        double time = 0;
        double last = double.NegativeInfinity;
        foreach (string line in lines)
        {
            if (line.Contains("pts_time:", StringComparison.Ordinal))
            {
                time = Number(line[(line.IndexOf("pts_time:", StringComparison.Ordinal) + 9)..].Split(' ')[0]);
            }
            else if (line.Contains('=', StringComparison.Ordinal) && Number(line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]) > threshold)
            {
                if (time - last > LeastPause)
                {
                    starts.Add(time);
                }

                last = time;
            }
        }

        return starts;
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NegativeInfinity;
}
