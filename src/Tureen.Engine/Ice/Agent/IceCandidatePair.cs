using Tureen.Engine.Primitives;

namespace Tureen.Engine.Ice.Agent;

/// <summary>A local and a remote candidate, and what is known about the way between them.</summary>
internal sealed class IceCandidatePair
{
    private readonly IceLocalCandidate _local;
    private readonly IceRemoteCandidate _remote;

    public IceCandidatePair(in IceLocalCandidate local, IceRemoteCandidate remote, bool isControlling)
    {
        _local = local;
        _remote = remote;
        Tuple = new TransportTuple(local.SocketId, local.Protocol, remote.Address);
        UpdatePriority(isControlling);
    }

    public TransportTuple Tuple { get; }

    public IceLocalCandidate Local => _local;

    public IceRemoteCandidate Remote => _remote;

    public IcePairCounts Counts { get; } = new();

    public IcePairState State { get; set; }

    /// <summary>Orders the pairs; it depends on the roles (RFC 8445 §6.1.2.3).</summary>
    public ulong Priority { get; private set; }

    /// <summary>Waits in the queue of triggered checks (RFC 8445 §6.1.4.1).</summary>
    public bool IsTriggered { get; set; }

    /// <summary>The peer chose the pair before its check succeeded here (RFC 8445 §7.3.1.5).</summary>
    public bool IsNominationPending { get; set; }

    public bool IsNominated { get; set; }

    public bool IsOpen => State is IcePairState.Frozen or IcePairState.Waiting or IcePairState.InProgress;

    /// <summary>Whether both probably work or fail together. mediasoup gives all its addresses one foundation, so the address counts too.</summary>
    public bool HasFoundationOf(IceCandidatePair other) =>
        _local.SocketId == other._local.SocketId
        && _remote.Address.Host == other._remote.Address.Host
        && string.Equals(_remote.Foundation, other._remote.Foundation, StringComparison.Ordinal);

    /// <summary>Which of the two is controlling decides between pairs whose candidates have the same priorities.</summary>
    public void UpdatePriority(bool isControlling)
    {
        ulong controlling = isControlling ? _local.Priority : _remote.Priority;
        ulong controlled = isControlling ? _remote.Priority : _local.Priority;
        Priority = (Math.Min(controlling, controlled) << 32) + (2 * Math.Max(controlling, controlled)) + (controlling > controlled ? 1u : 0u);
    }
}
