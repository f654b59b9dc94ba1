using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Links;

/// <summary>The queue of one flow in FQ-CoDel and the bytes that it may still send in its turn.</summary>
/// <param name="from">The flow's sender.</param>
/// <param name="to">The flow's receiver.</param>
internal sealed class FlowQueue(NetworkAddress from, NetworkAddress to)
{
    public NetworkAddress From => from;

    public NetworkAddress To => to;

    public CoDelState State { get; } = new();

    public int Credit { get; set; }

    /// <summary>Whether it is in the list of new or of old flows.</summary>
    public bool IsListed { get; set; }
}
