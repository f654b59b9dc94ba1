using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Net;

/// <summary>One open socket of a worker. Used on the worker's thread only; nothing in it blocks.</summary>
internal interface IDatagramSocket : IDisposable
{
    /// <summary>Given out once per worker and never again.</summary>
    int Id { get; }

    /// <summary>The id by which tuples name it: its own, or for a TCP connection that of its listener.</summary>
    int TupleId { get; }

    TransportProtocol Protocol { get; }

    NetworkAddress LocalAddress { get; }

    bool IsClosed { get; }

    /// <summary>Bytes. The largest packet worth grouping into a segmented message; 0 where that is not possible.</summary>
    int MaxSegmentLength { get; }

    /// <summary>Destinations with a smaller limit on grouping; null while there are none.</summary>
    SegmentRefusals? SegmentRefusals => null;

    /// <summary>What waits for a remote address; nothing where the network takes each packet at once or drops it.</summary>
    SendBacklog GetBacklog(in NetworkAddress remote) => default;

    /// <summary>Fills <paramref name="batch"/> with what has arrived, up to its capacity, and returns the count.</summary>
    int Receive(ReceiveBatch batch);

    /// <summary>Sends <paramref name="messages"/>; drops and counts those that do not leave at once.</summary>
    void Send(ReadOnlySpan<OutgoingMessage> messages, ReadOnlySpan<IoVector> vectors);
}
