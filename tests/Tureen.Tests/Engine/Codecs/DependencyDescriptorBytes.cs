using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Codecs;

/// <summary>Writes dependency descriptors (AV1 RTP payload format, appendix A.8) as a sender does.</summary>
internal sealed class DependencyDescriptorBytes
{
    /// <summary>Templates, sorted by spatial and temporal layer: layers, indications such as "S-DR", distances, chains.</summary>
    public required (int Spatial, int Temporal, string Indications, int[] Distances, int[] Chains)[] Templates { get; init; }

    public int Offset { get; init; }

    /// <summary>The chain that protects each decode target; empty without chains.</summary>
    public int[] ProtectedBy { get; init; } = [];

    public (int Width, int Height)[] Resolutions { get; init; } = [];

    private int Targets => Templates[0].Indications.Length;

    private int Chains => Templates[0].Chains.Length;

    public byte[] Write(
        int template,
        int frame,
        bool isStart = true,
        bool isEnd = true,
        bool withStructure = false,
        uint? active = null,
        string? indications = null,
        int[]? distances = null,
        int[]? chains = null)
    {
        byte[] bytes = new byte[512];
        var writer = new BitWriter(bytes);
        writer.Write(isStart ? 1u : 0, 1);
        writer.Write(isEnd ? 1u : 0, 1);
        writer.Write((uint)((template + Offset) % 64), 6);
        writer.Write((ushort)frame, 16);
        if (!withStructure && active is null && indications is null && distances is null && chains is null)
        {
            return bytes[..writer.Length];
        }

        writer.Write(withStructure ? 1u : 0, 1);
        writer.Write(active is null ? 0 : 1u, 1);
        writer.Write(indications is null ? 0 : 1u, 1);
        writer.Write(distances is null ? 0 : 1u, 1);
        writer.Write(chains is null ? 0 : 1u, 1);
        if (withStructure)
        {
            WriteStructure(ref writer);
        }

        writer.Write(active ?? 0, active is null ? 0 : Targets);
        WriteIndications(ref writer, indications ?? string.Empty);
        WriteDistances(ref writer, distances);
        foreach (int chain in chains ?? [])
        {
            writer.Write((uint)chain, 8);
        }

        return bytes[..writer.Length];
    }

    private static void WriteIndications(ref BitWriter writer, string indications)
    {
        foreach (char indication in indications)
        {
            writer.Write((uint)"-DSR".IndexOf(indication, StringComparison.Ordinal), 2);
        }
    }

    private static void WriteDistances(ref BitWriter writer, int[]? distances)
    {
        foreach (int distance in distances ?? [])
        {
            uint size = distance <= 16 ? 1u : distance <= 256 ? 2u : 3u;
            writer.Write(size, 2);
            writer.Write((uint)distance - 1, (int)size * 4);
        }

        writer.Write(0, distances is null ? 0 : 2);
    }

    private static void WriteNonSymmetric(ref BitWriter writer, int value, int count)
    {
        int width = 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)count);
        int shorter = (1 << width) - count;
        writer.Write((uint)(value < shorter ? value : value + shorter), value < shorter ? width - 1 : width);
    }

    private void WriteStructure(ref BitWriter writer)
    {
        writer.Write((uint)Offset, 6);
        writer.Write((uint)Targets - 1, 5);
        for (int i = 0; i < Templates.Length; i++)
        {
            bool isLast = i + 1 == Templates.Length;
            uint next = isLast ? 3u : Templates[i + 1].Spatial != Templates[i].Spatial ? 2u : Templates[i + 1].Temporal != Templates[i].Temporal ? 1u : 0;
            writer.Write(next, 2);
        }

        foreach (var template in Templates)
        {
            WriteIndications(ref writer, template.Indications);
        }

        foreach (var template in Templates)
        {
            foreach (int distance in template.Distances)
            {
                writer.Write(1, 1);
                writer.Write((uint)distance - 1, 4);
            }

            writer.Write(0, 1);
        }

        WriteNonSymmetric(ref writer, Chains, Targets + 1);
        foreach (int chain in ProtectedBy)
        {
            WriteNonSymmetric(ref writer, chain, Chains);
        }

        foreach (int chain in Templates.SelectMany(static template => template.Chains))
        {
            writer.Write((uint)chain, 4);
        }

        writer.Write(Resolutions.Length > 0 ? 1u : 0, 1);
        foreach ((int width, int height) in Resolutions)
        {
            writer.Write((uint)width - 1, 16);
            writer.Write((uint)height - 1, 16);
        }
    }
}
