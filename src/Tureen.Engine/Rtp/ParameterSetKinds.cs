namespace Tureen.Engine.Rtp;

/// <summary>The parameter sets that a decoder of H264 needs before a picture (RFC 6184 §1.2).</summary>
[Flags]
internal enum ParameterSetKinds : byte
{
    None = 0,

    /// <summary>Sequence parameter sets (SPS).</summary>
    Sequence = 1,

    /// <summary>Picture parameter sets (PPS).</summary>
    Picture = 2,

    All = Sequence | Picture,
}
