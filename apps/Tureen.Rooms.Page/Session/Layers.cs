namespace Tureen.Rooms.Page.Session;

/// <summary>Which layers of a picture arrive, and which the page wants.</summary>
/// <param name="Spatial">The size that arrives, from 0; null while nothing does.</param>
/// <param name="Temporal">The frame rate that arrives, from 0; null while nothing does.</param>
/// <param name="WantedSpatial">The size that the page wants.</param>
/// <param name="WantedTemporal">The frame rate that the page wants.</param>
internal readonly record struct Layers(int? Spatial, int? Temporal, int WantedSpatial, int WantedTemporal)
{
    /// <summary>Whether less arrives than the page wants.</summary>
    public bool IsReduced => (Spatial ?? -1) < WantedSpatial || (Spatial == WantedSpatial && (Temporal ?? 0) < WantedTemporal);
}
