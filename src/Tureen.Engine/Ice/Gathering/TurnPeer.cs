using Tureen.Engine.Primitives;

namespace Tureen.Engine.Ice.Gathering;

/// <summary>An address that an allocation sends to: permission first, then a channel (RFC 8656 §9, §12).</summary>
internal sealed class TurnPeer(NetworkAddress address, ushort channel)
{
    private byte[] _pending = [];

    public NetworkAddress Address => address;

    public ushort Channel => channel;

    /// <summary>The request that waits for its answer, if any.</summary>
    public TurnRequest Request { get; } = new();

    /// <summary>Datagrams may be sent.</summary>
    public bool IsPermitted { get; set; }

    /// <summary>Datagrams carry the number of the channel in place of the address.</summary>
    public bool IsBound { get; set; }

    /// <summary>The server takes no channel: datagrams go as indications.</summary>
    public bool HasNoChannel { get; set; }

    /// <summary>The server refuses this address.</summary>
    public bool IsRefused { get; set; }

    public Timestamp RefreshAt { get; set; } = Timestamp.Never;

    public Timestamp NextDeadline => Request.IsOpen ? Request.NextAt : RefreshAt;

    /// <summary>The datagram that waits for the permission; empty for none.</summary>
    public ReadOnlySpan<byte> Pending => _pending;

    /// <summary>Keeps the newest datagram until it may leave, unless it is too long.</summary>
    public void Keep(ReadOnlySpan<byte> datagram) => _pending = datagram.Length <= EngineLimits.MaxTurnPendingLength ? datagram.ToArray() : [];

    public void DropPending() => _pending = [];

    /// <summary>The server refuses its request. Without a channel there are indications; without a permission, nothing.</summary>
    public void HandleRefused(Timestamp now)
    {
        if (Request.Kind == TurnRequestKind.BindChannel)
        {
            HasNoChannel = true;
            IsBound = false;

            // The permission may be about to end.
            RefreshAt = now;
        }
        else
        {
            IsPermitted = false;
            IsRefused = true;
            RefreshAt = Timestamp.Never;
            DropPending();
        }
    }
}
