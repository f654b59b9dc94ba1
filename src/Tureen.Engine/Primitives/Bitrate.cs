namespace Tureen.Engine.Primitives;

/// <summary>A rate in bits per second.</summary>
internal readonly record struct Bitrate(long BitsPerSecond) : IComparable<Bitrate>
{
    public static readonly Bitrate Zero;

    public static bool operator <(Bitrate a, Bitrate b) => a.BitsPerSecond < b.BitsPerSecond;

    public static bool operator >(Bitrate a, Bitrate b) => a.BitsPerSecond > b.BitsPerSecond;

    public static bool operator <=(Bitrate a, Bitrate b) => a.BitsPerSecond <= b.BitsPerSecond;

    public static bool operator >=(Bitrate a, Bitrate b) => a.BitsPerSecond >= b.BitsPerSecond;

    public int CompareTo(Bitrate other) => BitsPerSecond.CompareTo(other.BitsPerSecond);

    public override string ToString() => $"{BitsPerSecond} bps";
}
