using Tureen.Engine.Primitives;
using Tureen.Net.Loop;

namespace Tureen.Tests.Net;

/// <summary>A handler for tests: it echoes, or does what a test puts in place of that.</summary>
internal sealed class LoopbackHandler : IDatagramHandler
{
    public delegate void DatagramAction(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink);

    public Timestamp NextDeadline { get; set; } = Timestamp.Never;

    public DatagramAction OnDatagram { get; set; } = Echo;

    public Action<Timestamp>? OnDeadline { get; set; }

    public Action<Timestamp>? OnBatchEnd { get; set; }

    public static void Echo(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        datagram.CopyTo(sink.GetSpan(datagram.Length));
        sink.Send(tuple, datagram.Length);
    }

    public void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink) =>
        OnDatagram(now, tuple, datagram, sink);

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        NextDeadline = Timestamp.Never;
        OnDeadline?.Invoke(now);
    }

    public void HandleBatchEnd(Timestamp now, IDatagramSink sink) => OnBatchEnd?.Invoke(now);

    public void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
    }
}
