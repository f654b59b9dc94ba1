using Tureen.Engine.Ice.Gathering;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Paths;

/// <summary>Sends through a TURN server what goes to a tuple of its relay, and everything else directly.</summary>
/// <remarks>The frame around a datagram depends on where it goes, which is known only after it was written; so it is written here first.</remarks>
internal sealed class RelaySink(IceGatherer gatherer) : IDatagramSink
{
    private IDatagramSink _sink = null!;
    private Timestamp _now;
    private byte[] _space = [];

    /// <summary>The sink for what the path sends; without relays its own.</summary>
    public IDatagramSink Over(Timestamp now, IDatagramSink sink)
    {
        _now = now;
        return Over(sink);
    }

    /// <summary>The same at the time of the last call.</summary>
    public IDatagramSink Over(IDatagramSink sink)
    {
        if (!gatherer.HasRelays || sink == this)
        {
            return sink;
        }

        _sink = sink;
        return this;
    }

    Span<byte> IDatagramSink.GetSpan(int maximumLength)
    {
        if (_space.Length < maximumLength)
        {
            _space = GC.AllocateUninitializedArray<byte>(Math.Max(maximumLength, EngineLimits.MaxDatagramLength));
        }

        return _space.AsSpan(0, maximumLength);
    }

    void IDatagramSink.Send(in TransportTuple tuple, int length)
    {
        ReadOnlySpan<byte> datagram = _space.AsSpan(0, length);
        if (gatherer.FindRelay(tuple.SocketId) is { } relay)
        {
            relay.SendTo(_now, tuple.Remote, datagram, _sink);
        }
        else
        {
            datagram.CopyTo(_sink.GetSpan(length));
            _sink.Send(tuple, length);
        }
    }

    SendBacklog IDatagramSink.GetBacklog(in TransportTuple tuple) =>
        _sink.GetBacklog(gatherer.FindRelay(tuple.SocketId) is { } relay ? relay.Server.Tuple : tuple);
}
