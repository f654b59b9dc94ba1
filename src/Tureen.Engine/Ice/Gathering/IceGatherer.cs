using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;
using Tureen.Ortc;

namespace Tureen.Engine.Ice.Gathering;

/// <summary>Asks STUN and TURN servers for addresses (RFC 8445 §5.1.1), and keeps the relays that it got.</summary>
internal sealed class IceGatherer(RandomSource random)
{
    private readonly List<TurnAllocation> _relays = [];
    private readonly List<ReflexiveProbe> _probes = [];
    private readonly Queue<GatheringResult> _results = new();
    private readonly HashSet<TurnAllocation> _reported = [];

    /// <summary>Whether an answer is waited for that may bring an address.</summary>
    public bool IsGathering => _probes.Count > 0 || _relays.Exists(static relay => relay.State == TurnState.Allocating);

    public bool HasRelays => _relays.Count > 0;

    public IReadOnlyList<TurnAllocation> Relays => _relays;

    public Timestamp NextDeadline
    {
        get
        {
            Timestamp next = Timestamp.Never;
            foreach (TurnAllocation relay in _relays)
            {
                next = Timestamp.Min(next, relay.NextDeadline);
            }

            foreach (ReflexiveProbe probe in _probes)
            {
                next = Timestamp.Min(next, probe.NextDeadline);
            }

            return next;
        }
    }

    /// <summary>Has a TURN server, which has a socket of its own, give a relay.</summary>
    public void StartRelay(Timestamp now, TurnServer server, IDatagramSink sink)
    {
        var relay = new TurnAllocation(random, server);
        _relays.Add(relay);
        relay.Start(now, sink);
    }

    /// <summary>Asks a STUN server how it sees a socket.</summary>
    public void StartProbe(Timestamp now, string url, in TransportTuple tuple, IDatagramSink sink)
    {
        var probe = new ReflexiveProbe(random, url, tuple);
        _probes.Add(probe);
        probe.Start(now, sink);
    }

    /// <summary>The relay whose server is reached by a socket; null for none.</summary>
    public TurnAllocation? FindRelay(int socketId)
    {
        foreach (TurnAllocation relay in _relays)
        {
            if (relay.Server.Tuple.SocketId == socketId)
            {
                return relay;
            }
        }

        return null;
    }

    /// <summary>Takes the answer of a STUN server; false for anything else.</summary>
    public bool TryTake(in TransportTuple tuple, ReadOnlySpan<byte> datagram)
    {
        if (_probes.Count == 0 || PacketClassifier.Classify(datagram) != PacketKind.Stun || !StunMessage.TryParse(datagram, out StunMessage message))
        {
            return false;
        }

        foreach (ReflexiveProbe probe in _probes)
        {
            if (probe.TryTake(tuple, message))
            {
                Note();
                return true;
            }
        }

        return false;
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        foreach (TurnAllocation relay in _relays)
        {
            if (relay.NextDeadline <= now)
            {
                relay.HandleDeadline(now, sink);
            }
        }

        foreach (ReflexiveProbe probe in _probes)
        {
            probe.HandleDeadline(now, sink);
        }

        Note();
    }

    /// <summary>Notes what has changed, so that it is reported once.</summary>
    public void Note()
    {
        foreach (TurnAllocation relay in _relays)
        {
            if (relay.State == TurnState.Allocated && _reported.Add(relay))
            {
                _results.Enqueue(Result(relay, relay.Relayed));
            }
            else if (relay.State == TurnState.Failed)
            {
                _results.Enqueue(Result(relay, null));
            }
        }

        _relays.RemoveAll(relay => relay.State == TurnState.Failed && (_reported.Remove(relay) || true));
        foreach (ReflexiveProbe probe in _probes)
        {
            if (!probe.IsOpen)
            {
                int error = probe.Mapped is null ? TurnAllocation.Unreachable : 0;
                _results.Enqueue(new GatheringResult(probe.Url, IceCandidateType.Srflx, probe.Tuple.SocketId, probe.Mapped, error));
            }
        }

        _probes.RemoveAll(static probe => !probe.IsOpen);
    }

    public bool TryDequeueResult(out GatheringResult result) => _results.TryDequeue(out result);

    /// <summary>Releases the relays.</summary>
    public void Close(Timestamp now, IDatagramSink sink)
    {
        foreach (TurnAllocation relay in _relays)
        {
            relay.Close(now, sink);
        }

        _relays.Clear();
        _probes.Clear();
    }

    private static GatheringResult Result(TurnAllocation relay, NetworkAddress? address) =>
        new(relay.Server.Url, IceCandidateType.Relay, relay.Server.Tuple.SocketId, address, relay.FailureCode);
}
