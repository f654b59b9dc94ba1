using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Codecs;

/// <summary>Writes a dependency descriptor with the decode targets that one consumer gets.</summary>
/// <remarks>
/// A browser finds frame boundaries, layers and references of AV1 only in the dependency descriptor, so it must reach every
/// consumer; without it no frame of a stream with several spatial layers is decoded. Templates, template ids and frame numbers stay as they came:
/// references are differences of frame numbers, so numbers that were left out harm nobody, and a frame is complete when those that it
/// names are there. What a receiver cannot know is that the frames of a decode target will not come any more. So that it
/// does not consider them lost, and does not judge by chains that protect only others, the active decode targets name what is sent
/// (AV1 RTP payload format §A.4 and §A.8.2). They go with every packet while layers are missing, because the packet with the change may be lost.
/// </remarks>
internal static class DependencyDescriptorRewriter
{
    public const int MaxGrowth = EngineLimits.MaxDependencyDescriptorGrowth;

    /// <summary>Bytes. A longer descriptor has no room to grow in an extension element.</summary>
    private const int MaxOriginalLength = EngineLimits.MaxExtensionLength - MaxGrowth;

    private const int FlagsPosition = 8 * DependencyDescriptor.MandatoryLength;
    private const int FlagsLength = 5;
    private const uint ActivePresent = 0x08;

    /// <summary>Whether the descriptor must be written anew to name <paramref name="active"/>.</summary>
    public static bool IsNeeded(in DependencyDescriptor descriptor, uint active) =>
        descriptor.DecodeTargetCount > 0 && active != 0 && active != descriptor.AllDecodeTargets;

    /// <summary>Whether the element has room for a longer descriptor; otherwise it goes out as it came in.</summary>
    public static bool CanGrow(ReadOnlySpan<byte> original) => original.Length <= MaxOriginalLength;

    /// <summary>Writes the descriptor with <paramref name="active"/> as its active decode targets.</summary>
    /// <param name="descriptor">What was read from <paramref name="original"/>.</param>
    /// <param name="original">The extension's value as it was received.</param>
    /// <param name="active">Bit n stands for decode target n.</param>
    /// <param name="destination">Room for the original and <see cref="MaxGrowth"/> bytes.</param>
    /// <returns>Bytes written; 0, and nothing is written, when <paramref name="descriptor"/> was not read from these bytes.</returns>
    public static int Write(in DependencyDescriptor descriptor, ReadOnlySpan<byte> original, uint active, Span<byte> destination)
    {
        if (descriptor.BitLength > original.Length * 8)
        {
            return 0;
        }

        int targets = descriptor.DecodeTargetCount;
        bool isExtended = descriptor.BitLength > FlagsPosition;
        var reader = new BitReader(original);
        var writer = new BitWriter(destination);

        // 1. What every descriptor has, and the flags.
        Copy(ref reader, ref writer, FlagsPosition);
        uint flags = isExtended ? reader.Read(FlagsLength) : 0;
        writer.Write(flags | ActivePresent, FlagsLength);

        // 2. The structure, if it is there, then the targets in place of those that were there.
        if (isExtended)
        {
            Copy(ref reader, ref writer, descriptor.ActivePosition - reader.Position);
        }

        writer.Write(active, targets);
        if (descriptor.IsActiveAttached)
        {
            reader.Skip(targets);
        }

        // 3. What differs from the template.
        Copy(ref reader, ref writer, descriptor.BitLength - reader.Position);
        return writer.Length;
    }

    private static void Copy(ref BitReader reader, ref BitWriter writer, int bits)
    {
        const int Step = 32;
        for (int left = bits; left > 0; left -= Step)
        {
            int taken = Math.Min(left, Step);
            writer.Write(reader.Read(taken), taken);
        }
    }
}
