using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;
using Tureen.Ortc;

namespace Tureen.Engine.Ice.Gathering;

/// <summary>
/// A relayed address on a TURN server (RFC 8656): requested, refreshed, released, and with a permission and a channel for each peer that something is sent to.
/// </summary>
/// <remarks>
/// Answers count only if they come from the server's tuple, belong to an open request and, once there is a key, have the right MESSAGE-INTEGRITY;
/// errors without it count only where the protocol has none: 300, 401 and 438.
/// </remarks>
internal sealed partial class TurnAllocation
{
    /// <summary>The code that reports use when a server does not answer (WebRTC, section 4.8.3).</summary>
    public const int Unreachable = 701;

    /// <summary>A code of our own for answers that have no form.</summary>
    public const int Malformed = 400;

    private readonly RandomSource _random;
    private readonly StunCredential _credential;
    private readonly TurnRequest _request = new();
    private readonly TurnPeers _peers = new();
    private TurnServer _server;
    private Timestamp _refreshAt = Timestamp.Never;
    private int _alternates;

    public TurnAllocation(RandomSource random, TurnServer server)
    {
        _random = random;
        _server = server;
        _credential = new StunCredential(server.Username, server.Password);
    }

    public TurnServer Server => _server;

    public TurnState State { get; private set; }

    /// <summary>Where peers send to. Meaningful when allocated.</summary>
    public NetworkAddress Relayed { get; private set; }

    /// <summary>How the server sees the client; null when it does not say.</summary>
    public NetworkAddress? Mapped { get; private set; }

    /// <summary>Why it failed: a STUN error code, or <see cref="Unreachable"/>.</summary>
    public int FailureCode { get; private set; }

    public IReadOnlyList<TurnPeer> Peers => _peers.All;

    public Timestamp NextDeadline { get; private set; } = Timestamp.Never;

    public bool IsStream => _server.Tuple.Protocol == TransportProtocol.Tcp;

    private bool IsOver => State is TurnState.Failed or TurnState.Closed;

    public void Start(Timestamp now, IDatagramSink sink)
    {
        if (State == TurnState.New)
        {
            State = TurnState.Allocating;
            Send(now, TurnRequestKind.Allocate, null, sink);
            Rearm();
        }
    }

    /// <summary>The connection to the server is gone.</summary>
    public void HandleTupleClosed(in TransportTuple tuple)
    {
        if (tuple == _server.Tuple && !IsOver)
        {
            Fail(Unreachable);
        }
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (IsOver)
        {
            return;
        }

        if (_request.NextAt <= now)
        {
            RepeatOrFail(now, sink);
        }
        else if (_refreshAt <= now)
        {
            _refreshAt = Timestamp.Never;
            Send(now, TurnRequestKind.Refresh, null, sink);
        }

        // Each turn moves the deadline of the peer that it takes.
        while (!IsOver && _peers.FindDue(now) is { } peer)
        {
            HandlePeerDue(now, peer, sink);
        }

        Rearm();
    }

    /// <summary>Ends the allocation on the server, as far as one datagram can.</summary>
    public void Close(Timestamp now, IDatagramSink sink)
    {
        if (State == TurnState.Allocated)
        {
            Send(now, TurnRequestKind.Release, null, sink);
        }

        State = TurnState.Closed;
        End();
    }

    /// <summary>Sends a datagram to a peer. The newest one waits while the server has not permitted the peer's address yet.</summary>
    public void SendTo(Timestamp now, in NetworkAddress address, ReadOnlySpan<byte> datagram, IDatagramSink sink)
    {
        if (State != TurnState.Allocated || _peers.FindOrAdd(address) is not { IsRefused: false } peer)
        {
            return;
        }

        if (peer.IsBound)
        {
            Span<byte> frame = sink.GetSpan(datagram.Length + TurnFrame.MaxOverhead);
            sink.Send(_server.Tuple, TurnFrame.WriteChannel(frame, peer.Channel, datagram, IsStream));
        }
        else if (peer.IsPermitted)
        {
            SendIndication(peer, datagram, sink);
        }
        else
        {
            peer.Keep(datagram);
            if (!peer.Request.IsOpen)
            {
                Send(now, TurnRequestKind.Permit, peer, sink);
                Rearm();
            }
        }
    }

    private void SendIndication(TurnPeer peer, ReadOnlySpan<byte> datagram, IDatagramSink sink)
    {
        Span<byte> frame = sink.GetSpan(datagram.Length + TurnFrame.MaxOverhead);
        sink.Send(_server.Tuple, TurnFrame.WriteIndication(frame, StunTransactionId.Create(_random), peer.Address, datagram));
    }

    private void Send(Timestamp now, TurnRequestKind kind, TurnPeer? peer, IDatagramSink sink)
    {
        TurnRequest request = peer?.Request ?? _request;
        request.Begin(now, kind, IsStream, _random);
        Write(request, peer, sink);
    }

    private void Write(TurnRequest request, TurnPeer? peer, IDatagramSink sink) =>
        sink.Send(_server.Tuple, TurnMessages.Write(request, _server, _credential, peer, sink.GetSpan(TurnMessages.MaxRequestLength)));

    private void RepeatOrFail(Timestamp now, IDatagramSink sink)
    {
        if (_request.TryRepeat(now))
        {
            Write(_request, null, sink);
        }
        else
        {
            Fail(Unreachable);
        }
    }

    private void HandlePeerDue(Timestamp now, TurnPeer peer, IDatagramSink sink)
    {
        if (!peer.Request.IsOpen)
        {
            peer.RefreshAt = Timestamp.Never;
            Send(now, peer.HasNoChannel ? TurnRequestKind.Permit : TurnRequestKind.BindChannel, peer, sink);
        }
        else if (peer.Request.TryRepeat(now))
        {
            Write(peer.Request, peer, sink);
        }
        else
        {
            peer.HandleRefused(now);
        }
    }

    private void Fail(int code)
    {
        FailureCode = code;
        State = TurnState.Failed;
        End();
    }

    private void End()
    {
        _request.End();
        _peers.Clear();
        _refreshAt = Timestamp.Never;
        NextDeadline = Timestamp.Never;
    }

    private void Rearm() => NextDeadline = IsOver
        ? Timestamp.Never
        : Timestamp.Min(_peers.NextDeadline, Timestamp.Min(_request.NextAt, _refreshAt));
}
