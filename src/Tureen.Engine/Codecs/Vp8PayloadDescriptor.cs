using System.Buffers.Binary;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Codecs;

/// <summary>The descriptor that precedes the VP8 payload of a packet.</summary>
/// <remarks>
/// RFC 7741 §4.2.
/// <code>
/// |X|R|N|S|R| PID | (required)
/// |I|L|T|K|  RSV  | X
/// |M|  PictureID  | I; with M 15 bits in two bytes
/// |   TL0PICIDX   | L
/// |TID|Y| KEYIDX  | T or K
/// </code>
/// </remarks>
internal static class Vp8PayloadDescriptor
{
    /// <summary>Bytes of the longest descriptor.</summary>
    public const int MaxLength = 6;

    private const byte Extension = 0x80;
    private const byte Start = 0x10;
    private const byte PartitionMask = 0x07;
    private const byte HasPictureId = 0x80;
    private const byte HasTl0PictureIndex = 0x40;
    private const byte HasTemporalLayer = 0x20;
    private const byte HasKeyIndex = 0x10;
    private const byte Long = 0x80;

    /// <summary>Reads the descriptor; the picture id is returned as written there.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, bool marker, out PayloadDescriptor descriptor)
    {
        descriptor = default;
        if (payload.IsEmpty)
        {
            return false;
        }

        int length = 1;
        int extension = 0;
        if ((payload[0] & Extension) != 0)
        {
            if (payload.Length < 2)
            {
                return false;
            }

            extension = payload[1];
            length = 2;
        }

        int pictureId = 0;
        bool isLong = false;
        if ((extension & HasPictureId) != 0 && !PictureIdField.TryRead(payload, ref length, out pictureId, out isLong))
        {
            return false;
        }

        int tl0 = length;
        length += (extension & HasTl0PictureIndex) != 0 ? 1 : 0;
        int layers = length;
        length += (extension & (HasTemporalLayer | HasKeyIndex)) != 0 ? 1 : 0;
        if (payload.Length < length)
        {
            return false;
        }

        bool isStart = (payload[0] & Start) != 0 && (payload[0] & PartitionMask) == 0;
        bool hasTemporal = (extension & HasTemporalLayer) != 0;
        descriptor = new PayloadDescriptor
        {
            IsPresent = true,
            Length = (ushort)length,
            IsFrameStart = isStart,
            IsFrameEnd = marker,

            // The frame header's first bit marks an interframe (RFC 7741 §4.3).
            IsKeyFrame = isStart && payload.Length > length && (payload[length] & 0x01) == 0,
            HasPictureId = (extension & HasPictureId) != 0,
            PictureId = (ushort)pictureId,
            IsPictureIdLong = isLong,
            HasTl0PictureIndex = (extension & HasTl0PictureIndex) != 0,
            Tl0PictureIndex = (extension & HasTl0PictureIndex) != 0 ? payload[tl0] : (byte)0,
            HasLayers = hasTemporal,
            TemporalLayer = hasTemporal ? (byte)(payload[layers] >> 6) : (byte)0,
            IsSwitchingPoint = hasTemporal && (payload[layers] & 0x20) != 0,
        };
        return true;
    }

    /// <summary>Writes the descriptor anew with another picture id, always of 15 bits, and another TL0PICIDX where there is one.</summary>
    /// <param name="descriptor">What was read from <paramref name="payload"/>.</param>
    /// <param name="payload">The payload as it was received.</param>
    /// <param name="rewrite">What to write.</param>
    /// <param name="destination">Room for <see cref="MaxLength"/> bytes.</param>
    /// <returns>Bytes written, which stand for the first <see cref="PayloadDescriptor.Length"/> ones of the payload.</returns>
    public static int WriteRewritten(
        in PayloadDescriptor descriptor, ReadOnlySpan<byte> payload, PayloadRewrite rewrite, Span<byte> destination)
    {
        const int PictureIdOffset = 2;
        payload[..PictureIdOffset].CopyTo(destination);
        BinaryPrimitives.WriteUInt16BigEndian(destination[PictureIdOffset..], (ushort)((Long << 8) | rewrite.PictureId));
        int read = PictureIdOffset + (descriptor.IsPictureIdLong ? 2 : 1);
        int written = PictureIdOffset + sizeof(ushort);
        if (descriptor.HasTl0PictureIndex)
        {
            destination[written++] = rewrite.Tl0PictureIndex;
            read++;
        }

        ReadOnlySpan<byte> rest = payload[read..descriptor.Length];
        rest.CopyTo(destination[written..]);
        return written + rest.Length;
    }
}
