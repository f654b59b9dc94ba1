namespace Tureen.Tests.Engine.Codecs;

/// <summary>One layer of one picture.</summary>
internal sealed record SvcFrame(int Picture, int Spatial, int Temporal, bool IsKey, int Phase, List<int> References)
{
    public int Number => (Picture * SvcStream.SpatialLayers) + Spatial;
}
