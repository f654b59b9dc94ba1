using Tureen.Engine.Ice.Agent;

namespace Tureen.Engine.Transports;

/// <summary>One candidate pair of a client.</summary>
/// <param name="LocalId">The local candidate.</param>
/// <param name="RemoteId">The remote candidate.</param>
/// <param name="State">How far its check is.</param>
/// <param name="Priority">Orders the pairs.</param>
/// <param name="IsNominated">Whether it was chosen.</param>
/// <param name="IsSelected">Whether packets go this way.</param>
/// <param name="Counts">What was sent and received.</param>
internal sealed record ClientPairStats(
    string LocalId, string RemoteId, IcePairState State, ulong Priority, bool IsNominated, bool IsSelected, IcePairCounts Counts);
