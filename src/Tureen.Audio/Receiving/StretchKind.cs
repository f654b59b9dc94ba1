namespace Tureen.Audio.Receiving;

/// <summary>What shall happen to the speed.</summary>
internal enum StretchKind
{
    None,

    /// <summary>The delay is longer than it must be.</summary>
    Shorten,

    /// <summary>The delay is too short to wait for late packets.</summary>
    Lengthen,
}
