using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Codecs;

/// <summary>Reads what the packets of one received stream say about their frames and layers, once for all consumers.</summary>
internal sealed class PayloadParser(MediaCodec codec)
{
    private readonly PayloadReader? _reader = CodecTraits.Of(codec).Read;
    private readonly DependencyDescriptorReader? _dependencies =
        CodecTraits.Of(codec).HasDependencyDescriptor ? new DependencyDescriptorReader() : null;

    private FrameNumbering _numbering;
    private int _lastPictureId = -1;

    /// <summary>Reads one packet; the default value when nothing is to be read or it is broken.</summary>
    /// <param name="payload">The RTP payload without padding.</param>
    /// <param name="marker">The packet's marker.</param>
    /// <param name="dependencyDescriptor">The value of that header extension, empty where the packet has none.</param>
    /// <param name="isLate">Packets with higher sequence numbers came before.</param>
    /// <param name="read">What is known of it; large, so it is filled in place.</param>
    public void Read(
        ReadOnlySpan<byte> payload, bool marker, ReadOnlySpan<byte> dependencyDescriptor, bool isLate, out PayloadDescriptor read)
    {
        if (payload.IsEmpty || _reader is null)
        {
            read = default;
        }
        else if (_dependencies is not null && !dependencyDescriptor.IsEmpty)
        {
            Describe(dependencyDescriptor, isLate, out read);
        }
        else if (_reader(payload, marker, out read) && read.HasPictureId)
        {
            ExtendPictureId(ref read);
        }
    }

    /// <summary>Which counting of the encoder the numbers of a packet belong to, once it was parsed.</summary>
    public byte FindCounting(ushort sequenceNumber, bool isLate, in PayloadDescriptor descriptor) =>
        _numbering.Handle(sequenceNumber, isLate, descriptor);

    private void Describe(ReadOnlySpan<byte> bytes, bool isLate, out PayloadDescriptor read)
    {
        if (!_dependencies!.TryRead(bytes, out DependencyDescriptor dependencies, isLate))
        {
            read = default;
            return;
        }

        read = new PayloadDescriptor
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
    private void ExtendPictureId(ref PayloadDescriptor read)
    {
        if (!read.IsPictureIdLong && _lastPictureId >= 0)
        {
            read = read with { PictureId = PictureIdField.Extend(read.PictureId, _lastPictureId) };
        }

        _lastPictureId = read.PictureId;
    }
}
