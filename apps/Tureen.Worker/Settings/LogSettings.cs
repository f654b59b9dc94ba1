namespace Tureen.WorkerProcess.Settings;

/// <summary>The part of the settings that may change while the worker runs.</summary>
internal sealed class LogSettings
{
    private static readonly string[] LevelNames = ["none", "error", "warn", "debug"];

    private static readonly string[] TagNames =
        ["info", "ice", "dtls", "rtp", "srtp", "rtcp", "rtx", "bwe", "score", "simulcast", "svc", "sctp", "message"];

    public LogLevel Level { get; private set; } = LogLevel.Error;

    public LogTags Tags { get; private set; }

    public string LevelName => LevelNames[(int)Level];

    /// <summary>The names of the tags, with commas between.</summary>
    public string TagList => string.Join(',', TagNames.Where((_, i) => ((int)Tags & (1 << i)) != 0));

    /// <exception cref="SettingsException">There is no such level.</exception>
    public void SetLevel(string name)
    {
        int level = LevelNames.AsSpan().IndexOf(name.ToLowerInvariant());
        Level = level >= 0 ? (LogLevel)level : throw new SettingsException($"invalid value '{name}' for logLevel");
    }

    /// <summary>Replaces all tags. Those that are unknown are passed over: another version may know them.</summary>
    public void SetTags(IEnumerable<string> names)
    {
        Tags = LogTags.None;
        foreach (string name in names)
        {
            int tag = TagNames.AsSpan().IndexOf(name);
            if (tag >= 0)
            {
                Tags |= (LogTags)(1 << tag);
            }
        }
    }
}
