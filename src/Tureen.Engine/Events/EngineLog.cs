using System.Numerics;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Events;

/// <summary>
/// What the engine logs about its work, by mediasoup's levels and tags. A line that is not wanted costs the test of one bit, and its text is
/// never made. Nothing is logged once per packet.
/// </summary>
internal sealed class EngineLog(Queue<EngineEvent> events)
{
    private static readonly WorkerLogTag[] TagOfReason = [.. Enum.GetValues<DropReason>().Select(TagOf)];

    private readonly long[] _drops = new long[TagOfReason.Length];
    private uint _debugTags;
    private uint _warnTags;

    /// <summary>Whether any line is wanted.</summary>
    public bool IsOn => _warnTags != 0;

    /// <summary>Sets what is logged from now on; nothing until then. Warnings and less are logged only for the tags, as in mediasoup.</summary>
    public void Configure(WorkerLogLevel level, IEnumerable<WorkerLogTag> tags)
    {
        uint mask = 0;
        foreach (WorkerLogTag tag in tags)
        {
            mask |= Enum.IsDefined(tag) ? 1u << (int)tag : 0;
        }

        _debugTags = level == WorkerLogLevel.Debug ? mask : 0;
        _warnTags = level is WorkerLogLevel.Debug or WorkerLogLevel.Warn ? mask : 0;
        Array.Clear(_drops);
    }

    public bool IsDebug(WorkerLogTag tag) => (_debugTags & (1u << (int)tag)) != 0;

    public bool IsWarn(WorkerLogTag tag) => (_warnTags & (1u << (int)tag)) != 0;

    /// <summary>Ask <see cref="IsDebug"/> first.</summary>
    public void Debug(WorkerLogTag tag, string text) => events.Enqueue(new EngineLogEvent(WorkerLogLevel.Debug, tag, text));

    /// <summary>Ask <see cref="IsWarn"/> first.</summary>
    public void Warn(WorkerLogTag tag, string text) => events.Enqueue(new EngineLogEvent(WorkerLogLevel.Warn, tag, text));

    /// <summary>A line at debug level; null if it is not wanted.</summary>
    public EngineLogEvent? DebugLine(WorkerLogTag tag, FormattableString text) => IsDebug(tag) ? Line(WorkerLogLevel.Debug, tag, text) : null;

    /// <summary>A line at warn level; null if it is not wanted.</summary>
    public EngineLogEvent? WarnLine(WorkerLogTag tag, FormattableString text) => IsWarn(tag) ? Line(WorkerLogLevel.Warn, tag, text) : null;

    /// <summary>Logs the first drop of a reason, then the second, fourth and eighth: a peer that floods us causes few lines.</summary>
    public void HandleDrop(DropReason reason, string objectId)
    {
        WorkerLogTag tag = TagOfReason[(int)reason];
        if (!IsWarn(tag))
        {
            return;
        }

        long count = ++_drops[(int)reason];
        if (BitOperations.IsPow2(count))
        {
            Warn(tag, $"packet dropped: {reason}, {count} so far [id:{objectId}]");
        }
    }

    private static EngineLogEvent Line(WorkerLogLevel level, WorkerLogTag tag, FormattableString text) =>
        new(level, tag, FormattableString.Invariant(text));

    private static WorkerLogTag TagOf(DropReason reason) => reason.ToString() switch
    {
        var name when name.StartsWith("Stun", StringComparison.Ordinal) => WorkerLogTag.Ice,
        var name when name.StartsWith("Dtls", StringComparison.Ordinal) => WorkerLogTag.Dtls,
        var name when name.StartsWith("Srt", StringComparison.Ordinal) => WorkerLogTag.Srtp,
        var name when name.StartsWith("Sctp", StringComparison.Ordinal) => WorkerLogTag.Sctp,
        var name when name.StartsWith("Rtx", StringComparison.Ordinal) => WorkerLogTag.Rtx,
        var name when name.StartsWith("Rtp", StringComparison.Ordinal) => WorkerLogTag.Rtp,
        var name when name.StartsWith("Rtcp", StringComparison.Ordinal) => WorkerLogTag.Rtcp,
        var name when name.StartsWith("Data", StringComparison.Ordinal) => WorkerLogTag.Message,
        _ => WorkerLogTag.Info,
    };
}
