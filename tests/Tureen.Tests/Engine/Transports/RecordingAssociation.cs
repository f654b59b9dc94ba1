using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Send;
using Tureen.Engine.Transports;

namespace Tureen.Tests.Engine.Transports;

/// <summary>An SCTP association that writes down what its transport wants.</summary>
internal sealed class RecordingAssociation : IDataAssociation
{
    public List<string> Calls { get; } = [];

    public SctpState State { get; set; } = SctpState.New;

    public SctpNegotiatedCapabilities NegotiatedCapabilities { get; set; } = new(0, 0);

    public SendOutcome Outcome { get; set; } = SendOutcome.Queued;

    public void Connect(Timestamp now, IDatagramSink sink) => Calls.Add("connect");

    public SendOutcome Send(
        Timestamp now, ushort streamId, uint ppid, ReadOnlySpan<byte> payload, in SendParameters parameters, IDatagramSink sink)
    {
        Calls.Add($"send {streamId} {ppid} {Convert.ToHexString(payload)}");
        return Outcome;
    }

    public long GetBufferedAmount(ushort streamId) => 1000 + streamId;

    public void SetBufferedAmountLowThreshold(Timestamp now, ushort streamId, long threshold) =>
        Calls.Add($"threshold {streamId} {threshold}");

    public void ResetStream(Timestamp now, ushort streamId, IDatagramSink sink) => Calls.Add($"reset {streamId}");
}
