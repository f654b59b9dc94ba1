using Tureen.Engine.Rtp;

namespace Tureen.Engine.Codecs;

/// <summary>The descriptor that precedes the VP9 payload of a packet.</summary>
/// <remarks>
/// RFC 9628 §4.2.
/// <code>
/// |I|P|L|F|B|E|V|Z| (required)
/// |M| PICTURE ID  | I; with M 15 bits in two bytes
/// | TID |U| SID |D| L
/// |   TL0PICIDX   | L and not F
/// |   P_DIFF    |N| P and F, up to three, each but the last with N
/// | scalability structure | V
/// </code>
/// </remarks>
internal static class Vp9PayloadDescriptor
{
    private const int MaxReferences = 3;
    private const byte HasPictureId = 0x80;
    private const byte IsPredicted = 0x40;
    private const byte HasLayers = 0x20;
    private const byte IsFlexible = 0x10;
    private const byte Beginning = 0x08;
    private const byte End = 0x04;
    private const byte HasStructure = 0x02;

    /// <summary>Reads the descriptor; the picture id is returned as written there.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out PayloadDescriptor descriptor)
    {
        descriptor = default;
        if (payload.IsEmpty)
        {
            return false;
        }

        // 1. Picture id.
        byte flags = payload[0];
        int offset = 1;
        int pictureId = 0;
        bool isLong = false;
        if (Has(flags, HasPictureId) && !PictureIdField.TryRead(payload, ref offset, out pictureId, out isLong))
        {
            return false;
        }

        // 2. Layers.
        bool hasTl0 = Has(flags, HasLayers) && !Has(flags, IsFlexible);
        int layersLength = Has(flags, HasLayers) ? hasTl0 ? 2 : 1 : 0;
        if (payload.Length < offset + layersLength)
        {
            return false;
        }

        byte layers = layersLength > 0 ? payload[offset] : (byte)0;
        byte tl0 = hasTl0 ? payload[offset + 1] : (byte)0;
        offset += layersLength;

        // 3. References and structure.
        FrameReferences references = default;
        if (Has(flags, IsPredicted) && Has(flags, IsFlexible) && !TryReadReferences(payload, ref offset, out references))
        {
            return false;
        }

        if (Has(flags, HasStructure) && !Vp9ScalabilityStructure.TrySkip(payload, ref offset))
        {
            return false;
        }

        descriptor = Describe(flags, layers) with
        {
            Length = (ushort)offset,
            PictureId = (ushort)pictureId,
            IsPictureIdLong = isLong,
            HasTl0PictureIndex = hasTl0,
            Tl0PictureIndex = tl0,
            References = references,
        };
        return true;
    }

    private static PayloadDescriptor Describe(byte flags, byte layers)
    {
        int spatial = (layers >> 1) & 0x07;
        return new PayloadDescriptor
        {
            IsPresent = true,
            IsKeyFrame = !Has(flags, IsPredicted) && Has(flags, Beginning) && spatial == 0,
            IsInterPicturePredicted = Has(flags, IsPredicted),
            IsFrameStart = Has(flags, Beginning),
            IsFrameEnd = Has(flags, End),
            HasPictureId = Has(flags, HasPictureId),
            HasLayers = Has(flags, HasLayers),
            SpatialLayer = (byte)spatial,
            TemporalLayer = (byte)(layers >> 5),
            IsSwitchingPoint = (layers & 0x10) != 0,
        };
    }

    private static bool TryReadReferences(ReadOnlySpan<byte> payload, ref int offset, out FrameReferences references)
    {
        references = new FrameReferences { IsKnown = true };
        for (int i = 0; i < MaxReferences; i++)
        {
            if (payload.Length <= offset)
            {
                return false;
            }

            byte reference = payload[offset++];
            if (reference >> 1 == 0)
            {
                return false;
            }

            references = references.With(reference >> 1);
            if ((reference & 0x01) == 0)
            {
                return true;
            }
        }

        // A fourth one was announced.
        return false;
    }

    private static bool Has(byte flags, byte flag) => (flags & flag) != 0;
}
