namespace Tureen.Testing.Simulation.Congestion.Measures;

/// <summary>A choice of layers; no layers at all are below the lowest.</summary>
internal readonly record struct LayerStep(int Spatial, int Temporal) : IComparable<LayerStep>
{
    public static readonly LayerStep None = new(-1, -1);

    public static bool operator >(LayerStep a, LayerStep b) => a.CompareTo(b) > 0;

    public static bool operator <(LayerStep a, LayerStep b) => a.CompareTo(b) < 0;

    public static bool operator >=(LayerStep a, LayerStep b) => a.CompareTo(b) >= 0;

    public static bool operator <=(LayerStep a, LayerStep b) => a.CompareTo(b) <= 0;

    public int CompareTo(LayerStep other) => Spatial != other.Spatial ? Spatial.CompareTo(other.Spatial) : Temporal.CompareTo(other.Temporal);
}
