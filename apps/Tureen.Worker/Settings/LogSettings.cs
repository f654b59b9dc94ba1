using Tureen.Engine.Events;

namespace Tureen.WorkerProcess.Settings;

/// <summary>The part of the settings that may change while the worker runs.</summary>
internal sealed class LogSettings
{
    // In the order of the engine's values.
    private static readonly string[] LevelNames = ["debug", "warn", "error", "none"];

    private static readonly string[] TagNames =
        ["info", "ice", "dtls", "rtp", "srtp", "rtcp", "rtx", "bwe", "score", "simulcast", "svc", "sctp", "message"];

    public WorkerLogLevel Level { get; private set; } = WorkerLogLevel.Error;

    public IReadOnlyList<WorkerLogTag> Tags { get; private set; } = [];

    public string LevelName => LevelNames[(int)Level];

    /// <summary>The names of the tags, with commas between.</summary>
    public string TagList => string.Join(',', Tags.Select(static tag => TagNames[(int)tag]));

    /// <exception cref="SettingsException">There is no such level.</exception>
    public void SetLevel(string name)
    {
        int level = LevelNames.AsSpan().IndexOf(name.ToLowerInvariant());
        Level = level >= 0 ? (WorkerLogLevel)level : throw new SettingsException($"invalid value '{name}' for logLevel");
    }

    /// <summary>Replaces all tags. Unknown ones are ignored, because another version may know them.</summary>
    public void SetTags(IEnumerable<string> names) =>
        Tags = [.. names.Select(static name => TagNames.AsSpan().IndexOf(name)).Where(static tag => tag >= 0).Distinct().Order()
            .Select(static tag => (WorkerLogTag)tag)];

    /// <summary>Sets what an engine logs.</summary>
    public void Apply(EngineLog log) => log.Configure(Level, Tags);
}
