using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Codecs;

/// <summary>Reads the dependency descriptors of one stream, each with the structure that an earlier key frame brought.</summary>
/// <remarks>
/// A change of structure takes the place of the oldest of a few, so that a packet that waits somewhere still finds its own.
/// The first ones are made when they are needed; afterwards nothing is allocated.
/// </remarks>
internal sealed class DependencyDescriptorReader
{
    private const int Generations = 4;

    private const uint StructurePresent = 0x10;
    private const uint ActivePresent = 0x08;
    private const uint CustomIndications = 0x04;
    private const uint CustomReferences = 0x02;
    private const uint CustomChains = 0x01;

    /// <summary>Frames that may come late, after the next key frame; a sender whose frames are farther behind counts anew.</summary>
    private const int MaxLateFrames = 256;

    private readonly DependencyStructure?[] _structures = new DependencyStructure?[Generations];
    private int _current = -1;
    private bool _hasPrevious;
    private ushort _structureFrame;
    private ushort _activeFrame;
    private uint _active;

    /// <summary>Reads one descriptor; false when it is broken or refers to a structure that is not known.</summary>
    /// <param name="bytes">The extension's value.</param>
    /// <param name="descriptor">What was read.</param>
    /// <param name="mayBeLate">
    /// Packets with higher sequence numbers may have come before. Of one that is the newest, a lower frame number means that the sender counts anew.
    /// </param>
    public bool TryRead(ReadOnlySpan<byte> bytes, out DependencyDescriptor descriptor, bool mayBeLate = true)
    {
        descriptor = default;
        if (bytes.Length < DependencyDescriptor.MandatoryLength)
        {
            return false;
        }

        // 1. What every descriptor has, and the flags of the extended part.
        var reader = new BitReader(bytes);
        descriptor = new DependencyDescriptor
        {
            IsFrameStart = reader.ReadFlag(),
            IsFrameEnd = reader.ReadFlag(),
            TemplateId = (byte)reader.Read(6),
            FrameNumber = (ushort)reader.Read(16),
        };
        uint flags = bytes.Length > DependencyDescriptor.MandatoryLength ? reader.Read(5) : 0;

        // 2. The structure: the one that comes along, or the one that is known.
        bool isAttached = (flags & StructurePresent) != 0;
        DependencyStructure? structure = isAttached
            ? ReadStructure(ref reader, descriptor.IsFrameStart)
            : Find(descriptor.FrameNumber, mayBeLate);
        if (structure is null || !structure.TryGetTemplate(descriptor.TemplateId, out int template))
        {
            descriptor = default;
            return false;
        }

        // 3. What differs from the template.
        descriptor = ReadFrame(ref reader, flags, structure, template, descriptor);
        if (reader.IsPastEnd)
        {
            descriptor = default;
            return false;
        }

        // 4. Only a descriptor that is whole changes what is known.
        structure = isAttached ? Keep(structure, descriptor.FrameNumber, mayBeLate) : structure;
        descriptor = descriptor with
        {
            Structure = structure,
            ActiveDecodeTargets = KeepActive(structure, descriptor, mayBeLate),
        };
        return true;
    }

    private static DependencyDescriptor ReadFrame(
        ref BitReader reader, uint flags, DependencyStructure structure, int template, in DependencyDescriptor mandatory)
    {
        int activePosition = reader.Position;
        bool hasActive = (flags & ActivePresent) != 0;
        uint active = hasActive ? reader.Read(structure.DecodeTargetCount) : structure.AllDecodeTargets;
        ulong indications = (flags & CustomIndications) != 0
            ? DependencyStructure.ReadIndications(ref reader, structure.DecodeTargetCount)
            : structure.IndicationsOf(template);
        FrameReferences references = (flags & CustomReferences) != 0
            ? ReadReferences(ref reader)
            : structure.ReferencesOf(template);
        if ((flags & CustomChains) != 0)
        {
            reader.Skip(8 * structure.ChainCount);
        }

        return mandatory with
        {
            IsStructureAttached = (flags & StructurePresent) != 0,
            SpatialLayer = structure.SpatialLayerOf(template),
            TemporalLayer = structure.TemporalLayerOf(template),
            Indications = indications,
            References = references,
            DecodeTargetCount = (byte)structure.DecodeTargetCount,
            ActiveDecodeTargets = active,
            IsActiveAttached = hasActive,
            ActivePosition = (ushort)activePosition,
            BitLength = (ushort)reader.Position,
        };
    }

    private static FrameReferences ReadReferences(ref BitReader reader)
    {
        var references = new FrameReferences { IsKnown = true };
        while (!reader.IsPastEnd)
        {
            int size = (int)reader.Read(2);
            if (size == 0)
            {
                break;
            }

            references = references.With((int)reader.Read(4 * size) + 1);
        }

        return references;
    }

    /// <summary>Reads into the place of the oldest one; the new one is used only if the whole descriptor is valid.</summary>
    private DependencyStructure? ReadStructure(ref BitReader reader, bool isStart)
    {
        if (!isStart)
        {
            return null;
        }

        DependencyStructure spare = _structures[Next(_current)] ??= new DependencyStructure();
        return spare.TryRead(ref reader) ? spare : null;
    }

    private DependencyStructure Keep(DependencyStructure read, ushort frame, bool mayBeLate)
    {
        bool isLate = mayBeLate && IsLate(frame, _structureFrame);
        if (_current >= 0)
        {
            DependencyStructure current = _structures[_current]!;
            if (read.ContentEquals(current))
            {
                _structureFrame = isLate ? _structureFrame : frame;
                return current;
            }

            if (isLate)
            {
                return read;
            }

            _hasPrevious = true;
        }

        _current = Next(_current);
        _structureFrame = frame;
        return read;
    }

    private DependencyStructure? Find(ushort frame, bool mayBeLate)
    {
        if (_current < 0)
        {
            return null;
        }

        bool isOlder = mayBeLate && _hasPrevious && IsLate(frame, _structureFrame);
        return _structures[isOlder ? Previous(_current) : _current];
    }

    private uint KeepActive(DependencyStructure structure, in DependencyDescriptor descriptor, bool mayBeLate)
    {
        if (structure != _structures[_current])
        {
            return descriptor.ActiveDecodeTargets;
        }

        bool isCarried = descriptor.IsStructureAttached || descriptor.IsActiveAttached;
        bool isNewer = descriptor.IsStructureAttached || !mayBeLate || !IsLate(descriptor.FrameNumber, _activeFrame);
        if (isCarried && isNewer)
        {
            _active = descriptor.ActiveDecodeTargets;
            _activeFrame = descriptor.FrameNumber;
        }

        return isCarried ? descriptor.ActiveDecodeTargets : _active;
    }

    private static bool IsLate(ushort frame, ushort reference) => (ushort)(reference - frame) is > 0 and <= MaxLateFrames;

    private static int Next(int index) => (index + 1) % Generations;

    private static int Previous(int index) => (index + Generations - 1) % Generations;
}
