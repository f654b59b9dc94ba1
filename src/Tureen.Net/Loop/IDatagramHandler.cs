using Tureen.Engine.Primitives;

namespace Tureen.Net.Loop;

/// <summary>What an event loop drives: a worker's engine and the code that drains its events. All calls come from the worker's one thread.</summary>
internal interface IDatagramHandler
{
    /// <summary>When <see cref="HandleDeadline"/> wants to be called next.</summary>
    Timestamp NextDeadline { get; }

    /// <summary>Takes one datagram. The span may be changed in place and is valid only during the call.</summary>
    void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink);

    /// <summary>Runs what is due at <paramref name="now"/>.</summary>
    void HandleDeadline(Timestamp now, IDatagramSink sink);

    /// <summary>Called after each turn's datagrams, deadlines and commands, before the send batch leaves: drain events here.</summary>
    void HandleBatchEnd(Timestamp now, IDatagramSink sink);

    /// <summary>The connection behind <paramref name="tuple"/> is gone (TCP only).</summary>
    void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink);
}
