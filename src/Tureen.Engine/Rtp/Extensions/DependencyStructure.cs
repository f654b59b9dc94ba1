using Tureen.Engine.Primitives;

namespace Tureen.Engine.Rtp.Extensions;

/// <summary>The templates and decode targets that the frames of a stream refer to, until the next key frame.</summary>
/// <remarks>
/// AV1 RTP payload format, appendix A.8.3: template_dependency_structure.
/// <code>
/// | template_id_offset (6) | dt_cnt_minus_one (5) | next_layer_idc (2) per template | dti (2) per template and target |
/// | fdiff_follows (1), fdiff_minus_one (4) … | chain_cnt (ns), protected by (ns) per target, chain_fdiff (4) per template and chain |
/// | resolutions present (1), width − 1 (16), height − 1 (16) per spatial layer |
/// </code>
/// All tables are as large as the format allows at most, so that a structure can be read into again without allocation.
/// </remarks>
internal sealed class DependencyStructure
{
    public const int MaxTemplates = 64;
    public const int MaxDecodeTargets = 32;
    public const int MaxSpatialLayers = 4;
    public const int MaxTemporalLayers = 8;

    private readonly byte[] _spatialLayers = new byte[MaxTemplates];
    private readonly byte[] _temporalLayers = new byte[MaxTemplates];
    private readonly ulong[] _indications = new ulong[MaxTemplates];
    private readonly FrameReferences[] _references = new FrameReferences[MaxTemplates];
    private readonly byte[] _targetSpatialLayers = new byte[MaxDecodeTargets];
    private readonly byte[] _targetTemporalLayers = new byte[MaxDecodeTargets];
    private readonly byte[] _protectingChains = new byte[MaxDecodeTargets];
    private readonly ushort[] _widths = new ushort[MaxSpatialLayers];
    private readonly ushort[] _heights = new ushort[MaxSpatialLayers];
    private byte[] _chainDifferences = [];

    public int TemplateIdOffset { get; private set; }

    public int TemplateCount { get; private set; }

    public int DecodeTargetCount { get; private set; }

    public int ChainCount { get; private set; }

    public int SpatialLayerCount { get; private set; }

    public bool HasResolutions { get; private set; }

    /// <summary>A bit for each decode target.</summary>
    public uint AllDecodeTargets => uint.MaxValue >> (MaxDecodeTargets - DecodeTargetCount);

    /// <summary>The template that <paramref name="templateId"/> stands for; false when there is none.</summary>
    public bool TryGetTemplate(int templateId, out int template)
    {
        template = (templateId + MaxTemplates - TemplateIdOffset) % MaxTemplates;
        return template < TemplateCount;
    }

    public byte SpatialLayerOf(int template) => _spatialLayers[template];

    public byte TemporalLayerOf(int template) => _temporalLayers[template];

    public ulong IndicationsOf(int template) => _indications[template];

    public FrameReferences ReferencesOf(int template) => _references[template];

    public int ChainDifferenceOf(int template, int chain) => _chainDifferences[(template * ChainCount) + chain];

    public int ChainOfTarget(int decodeTarget) => _protectingChains[decodeTarget];

    public int SpatialLayerOfTarget(int decodeTarget) => _targetSpatialLayers[decodeTarget];

    public int TemporalLayerOfTarget(int decodeTarget) => _targetTemporalLayers[decodeTarget];

    /// <summary>Pixels of a spatial layer; 0 where the structure carries none.</summary>
    public (int Width, int Height) ResolutionOf(int spatialLayer) =>
        HasResolutions ? (_widths[spatialLayer] + 1, _heights[spatialLayer] + 1) : default;

    /// <summary>Whether every template of decode target <paramref name="part"/> belongs to <paramref name="whole"/> too.</summary>
    public bool IsPartOf(int part, int whole)
    {
        for (int template = 0; template < TemplateCount; template++)
        {
            bool isInPart = ((_indications[template] >> (part * 2)) & 3) != 0;
            bool isInWhole = ((_indications[template] >> (whole * 2)) & 3) != 0;
            if (isInPart && !isInWhole)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads a structure over what was here; on false the content is without meaning.</summary>
    public bool TryRead(ref BitReader reader)
    {
        TemplateIdOffset = (int)reader.Read(6);
        DecodeTargetCount = (int)reader.Read(5) + 1;
        if (!TryReadLayers(ref reader))
        {
            return false;
        }

        for (int template = 0; template < TemplateCount; template++)
        {
            _indications[template] = ReadIndications(ref reader, DecodeTargetCount);
        }

        for (int template = 0; template < TemplateCount && !reader.IsPastEnd; template++)
        {
            _references[template] = ReadTemplateReferences(ref reader);
        }

        ReadChains(ref reader);
        ReadResolutions(ref reader);
        FindLayersOfTargets();
        return !reader.IsPastEnd;
    }

    /// <summary>Whether both say the same.</summary>
    public bool ContentEquals(DependencyStructure other) =>
        TemplateIdOffset == other.TemplateIdOffset
        && DecodeTargetCount == other.DecodeTargetCount
        && ChainCount == other.ChainCount
        && HasResolutions == other.HasResolutions
        && Same(_spatialLayers, other._spatialLayers, TemplateCount, other.TemplateCount)
        && Same(_temporalLayers, other._temporalLayers, TemplateCount, other.TemplateCount)
        && Same(_indications, other._indications, TemplateCount, other.TemplateCount)
        && Same(_references, other._references, TemplateCount, other.TemplateCount)
        && Same(_protectingChains, other._protectingChains, ChainCount > 0 ? DecodeTargetCount : 0, other.ChainCount > 0 ? DecodeTargetCount : 0)
        && Same(_chainDifferences, other._chainDifferences, TemplateCount * ChainCount, TemplateCount * ChainCount)
        && (!HasResolutions
            || (Same(_widths, other._widths, SpatialLayerCount, other.SpatialLayerCount)
                && Same(_heights, other._heights, SpatialLayerCount, other.SpatialLayerCount)));

    public static ulong ReadIndications(ref BitReader reader, int decodeTargets)
    {
        ulong indications = 0;
        for (int target = 0; target < decodeTargets; target++)
        {
            indications |= (ulong)reader.Read(2) << (target * 2);
        }

        return indications;
    }

    private static bool Same<T>(T[] one, T[] other, int oneCount, int otherCount)
        where T : IEquatable<T> => one.AsSpan(0, oneCount).SequenceEqual(other.AsSpan(0, otherCount));

    private static FrameReferences ReadTemplateReferences(ref BitReader reader)
    {
        var references = new FrameReferences { IsKnown = true };
        while (reader.ReadFlag() && !reader.IsPastEnd)
        {
            references = references.With((int)reader.Read(4) + 1);
        }

        return references;
    }

    private bool TryReadLayers(ref BitReader reader)
    {
        const uint NextTemporal = 1;
        const uint NextSpatial = 2;
        const uint NoMore = 3;
        int spatial = 0;
        int temporal = 0;
        TemplateCount = 0;
        while (TemplateCount < MaxTemplates && !reader.IsPastEnd)
        {
            _spatialLayers[TemplateCount] = (byte)spatial;
            _temporalLayers[TemplateCount] = (byte)temporal;
            TemplateCount++;
            switch (reader.Read(2))
            {
                case NextTemporal:
                    temporal++;
                    break;
                case NextSpatial:
                    temporal = 0;
                    spatial++;
                    break;
                case NoMore:
                    SpatialLayerCount = spatial + 1;
                    return true;
            }

            if (spatial == MaxSpatialLayers || temporal == MaxTemporalLayers)
            {
                return false;
            }
        }

        return false;
    }

    private void ReadChains(ref BitReader reader)
    {
        ChainCount = (int)reader.ReadNonSymmetric((uint)DecodeTargetCount + 1);
        if (ChainCount == 0 || reader.IsPastEnd)
        {
            ChainCount = 0;
            return;
        }

        for (int target = 0; target < DecodeTargetCount; target++)
        {
            _protectingChains[target] = (byte)reader.ReadNonSymmetric((uint)ChainCount);
        }

        int count = TemplateCount * ChainCount;
        if (_chainDifferences.Length < count)
        {
            // Grows a few times at most, with the first structures of a stream.
            _chainDifferences = new byte[Math.Max(count, _chainDifferences.Length * 2)];
        }

        for (int i = 0; i < count; i++)
        {
            _chainDifferences[i] = (byte)reader.Read(4);
        }
    }

    private void ReadResolutions(ref BitReader reader)
    {
        HasResolutions = reader.ReadFlag();
        for (int layer = 0; HasResolutions && layer < SpatialLayerCount; layer++)
        {
            _widths[layer] = (ushort)reader.Read(16);
            _heights[layer] = (ushort)reader.Read(16);
        }
    }

    private void FindLayersOfTargets()
    {
        for (int target = 0; target < DecodeTargetCount; target++)
        {
            int spatial = 0;
            int temporal = 0;
            for (int template = 0; template < TemplateCount; template++)
            {
                if (((_indications[template] >> (target * 2)) & 3) != 0)
                {
                    spatial = Math.Max(spatial, _spatialLayers[template]);
                    temporal = Math.Max(temporal, _temporalLayers[template]);
                }
            }

            _targetSpatialLayers[target] = (byte)spatial;
            _targetTemporalLayers[target] = (byte)temporal;
        }
    }
}
