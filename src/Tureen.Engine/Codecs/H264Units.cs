namespace Tureen.Engine.Codecs;

/// <summary>What the NAL units of one H264 packet are.</summary>
internal readonly record struct H264Units
{
    private const int Idr = 5;
    private const int Sei = 6;
    private const int Delimiter = 9;

    /// <summary>A sequence parameter set, or the first fragment of one.</summary>
    public bool HasSps { get; private init; }

    /// <summary>A picture parameter set, or the first fragment of one.</summary>
    public bool HasPps { get; private init; }

    /// <summary>A coded slice or a part of one.</summary>
    public bool HasSlice { get; private init; }

    /// <summary>That slice begins here and is of an IDR picture, with which a decoder can begin.</summary>
    public bool BeginsIdrSlice { get; private init; }

    /// <summary>The slice that begins here is the picture's first one, by its own account (first_mb_in_slice is 0).</summary>
    public bool IsFirstSlice { get; private init; }

    /// <summary>A unit that stands before all slices of its picture: after slices, the next picture begins here (H.264 §7.4.1.2.3).</summary>
    public bool IsAheadOfPicture { get; private init; }

    /// <summary>Adds a unit that begins in this packet.</summary>
    /// <param name="type">Type of the unit.</param>
    /// <param name="content">What follows its type.</param>
    public H264Units With(int type, ReadOnlySpan<byte> content)
    {
        bool isSlice = type is > 0 and <= Idr;
        return new H264Units
        {
            HasSps = HasSps || type == H264Payload.Sps,
            HasPps = HasPps || type == H264Payload.Pps,
            HasSlice = HasSlice || isSlice,
            BeginsIdrSlice = BeginsIdrSlice || type == Idr,

            // Exp-Golomb: 0 is the single bit 1.
            IsFirstSlice = IsFirstSlice || (isSlice && !content.IsEmpty && (content[0] & 0x80) != 0),
            IsAheadOfPicture = IsAheadOfPicture || type is >= Sei and <= Delimiter,
        };
    }

    /// <summary>Adds a part of a unit that began in an earlier packet.</summary>
    public H264Units WithRestOf(int type) => this with { HasSlice = HasSlice || type is > 0 and <= Idr };
}
