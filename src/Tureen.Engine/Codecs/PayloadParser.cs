using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Codecs;

/// <summary>Reads what the packets of one received stream say about their frames and layers, once for all consumers.</summary>
internal sealed class PayloadParser(MediaCodec codec)
{
    private readonly DependencyDescriptorReader? _dependencies =
        codec is MediaCodec.Av1 or MediaCodec.H264 ? new DependencyDescriptorReader() : null;

    private FrameNumbering _numbering;
    private int _lastPictureId = -1;

    /// <summary>Reads one packet; the default value when nothing is to be read or it is broken.</summary>
    /// <param name="payload">The RTP payload without padding.</param>
    /// <param name="marker">The packet's marker.</param>
    /// <param name="dependencyDescriptor">The value of that header extension, empty where the packet has none.</param>
    /// <param name="isLate">Packets with higher sequence numbers came before.</param>
    public PayloadDescriptor Parse(
        ReadOnlySpan<byte> payload, bool marker, ReadOnlySpan<byte> dependencyDescriptor, bool isLate = false)
    {
        if (payload.IsEmpty)
        {
            return default;
        }

        return codec switch
        {
            MediaCodec.Vp8 => Vp8PayloadDescriptor.TryParse(payload, marker, out PayloadDescriptor read) ? Extend(read) : default,
            MediaCodec.Vp9 => Vp9PayloadDescriptor.TryParse(payload, out PayloadDescriptor read) ? Extend(read) : default,
            MediaCodec.H264 or MediaCodec.Av1 when !dependencyDescriptor.IsEmpty => Describe(dependencyDescriptor, isLate),
            MediaCodec.H264 => new PayloadDescriptor
            {
                IsPresent = true,
                IsKeyFrame = H264Payload.IsKeyFrame(payload),
                IsFrameEnd = marker,
            },
            MediaCodec.Av1 => new PayloadDescriptor
            {
                IsPresent = true,
                IsKeyFrame = Av1AggregationHeader.IsNewSequence(payload),
                IsFrameEnd = marker,
            },
            _ => default,
        };
    }

    /// <summary>Which counting of the encoder the numbers of a packet belong to, once it was parsed.</summary>
    public byte FindCounting(ushort sequenceNumber, bool isLate, in PayloadDescriptor descriptor) =>
        _numbering.Handle(sequenceNumber, isLate, descriptor);

    private PayloadDescriptor Describe(ReadOnlySpan<byte> bytes, bool isLate)
    {
        if (!_dependencies!.TryRead(bytes, out DependencyDescriptor dependencies, isLate))
        {
            return default;
        }

        return new PayloadDescriptor
        {
            IsPresent = true,
            IsKeyFrame = dependencies.IsStructureAttached,
            HasLayers = true,
            SpatialLayer = dependencies.SpatialLayer,
            TemporalLayer = dependencies.TemporalLayer,
            IsFrameStart = dependencies.IsFrameStart,
            IsFrameEnd = dependencies.IsFrameEnd,
            References = dependencies.References,
            Dependencies = dependencies,
        };
    }

    /// <summary>Counts picture ids of 7 bits on to 15, so that consumers know one length only.</summary>
    private PayloadDescriptor Extend(in PayloadDescriptor read)
    {
        if (!read.HasPictureId)
        {
            return read;
        }

        ushort pictureId = read.IsPictureIdLong || _lastPictureId < 0
            ? read.PictureId
            : PictureIdField.Extend(read.PictureId, _lastPictureId);
        _lastPictureId = pictureId;
        return read with { PictureId = pictureId };
    }
}
