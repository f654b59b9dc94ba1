namespace Tureen.Engine.Sctp.Send;

/// <summary>The peer's room for data as it advertised it, and the chunk that probes it when there is none (RFC 9260 §6.1 A, §6.2.1).</summary>
internal sealed class ReceiverWindow(OutstandingData outstanding)
{
    /// <summary>The one chunk in flight was sent although the peer had no room.</summary>
    private bool _isProbing;

    /// <summary>a_rwnd of the last SACK, in bytes.</summary>
    public long Advertised { get; private set; }

    /// <summary>Bytes that the peer has room for beyond those in flight (§6.2.1).</summary>
    public uint Free => (uint)Math.Max(0, Advertised - outstanding.FlightPayload);

    public void Restart(uint advertised)
    {
        _isProbing = false;
        Advertised = advertised;
    }

    public void Update(long advertised) => Advertised = advertised;

    /// <summary>Whether the peer has room; with nothing in flight a chunk may probe a closed window (§6.1 A).</summary>
    public bool HasRoomFor(int length)
    {
        if (length <= Free)
        {
            return true;
        }

        _isProbing |= outstanding.FlightSize == 0;
        return outstanding.FlightSize == 0;
    }

    /// <summary>
    /// After an acknowledgement: marks the first chunk as lost if the peer has dropped it since, or if it probed a closed window that is open now.
    /// True if it answers a probe: a peer without room that answers lives, though it takes nothing (§6.1 A).
    /// </summary>
    /// <param name="maxChunkLength">A window smaller than this counts as closed.</param>
    public bool HandleAck(int maxChunkLength)
    {
        bool isProbeAnswered = _isProbing || Advertised < maxChunkLength;
        bool isOpen = Advertised > 0;
        bool isAnyOutstanding = outstanding.Count > 0;
        if (isAnyOutstanding)
        {
            // The first chunk is by definition not received: if a gap block once named it, the peer dropped it since (§6.2.1).
            OutstandingState state = outstanding[0].State;
            if (state == OutstandingState.Acked || (state == OutstandingState.InFlight && _isProbing && isOpen))
            {
                outstanding.SetState(0, OutstandingState.Lost);
            }
        }

        _isProbing &= !isOpen && isAnyOutstanding;
        return isProbeAnswered;
    }
}
