namespace Tureen.Server.Load.Media;

/// <summary>
/// Encodes frames of VP8 (RFC 6386) that every decoder takes: a grey picture, and pictures that equal the one before. What an encoder of a camera would
/// spend on the picture is padding in the partition of the coefficients, of which no macroblock has any.
/// </summary>
internal static class Vp8Frames
{
    private const int MacroblockSize = 16;
    private const int TagLength = 3;
    private const int KeyHeaderLength = 7;
    private const int MaxSize = 16_383;

    /// <summary>The chance that a macroblock has coefficients, of 256; none has.</summary>
    private const int HasCoefficients = 1;

    /// <summary>How macroblocks of a key frame predict brightness (§11.2): not by subblocks, and by the mean of what is above and at the left.</summary>
    private static readonly (bool Bit, int Probability)[] KeyMode = [(true, 145), (false, 156), (false, 163), (false, 142)];

    /// <summary>The chances of motion vectors being redefined (§17.2).</summary>
    private static readonly byte[] MotionUpdates =
    [
        237, 246, 253, 253, 254, 254, 254, 254, 254, 254, 254, 254, 254, 254, 250, 250, 252, 254, 254,
        231, 243, 245, 253, 254, 254, 254, 254, 254, 254, 254, 254, 254, 254, 251, 251, 254, 254, 254,
    ];

    /// <summary>The chance of the vector zero by how many of the neighbors have it: above and at the left count two, above at the left one (§16.3).</summary>
    private static readonly byte[] ZeroChances = [7, 14, 135, 60, 159, 234];

    /// <summary>A grey picture that needs no other.</summary>
    public static byte[] Key(int width, int height)
    {
        CheckSize(width, height);
        var encoder = new Vp8BoolEncoder();
        encoder.WriteNumber(0, 2);
        WriteFilterAndQuantizers(encoder);
        encoder.WriteNumber(1, 1);
        WriteTokenUpdates(encoder);
        encoder.WriteNumber(HasCoefficients, 8);
        for (int i = Macroblocks(width) * Macroblocks(height); i > 0; i--)
        {
            encoder.Write(true, HasCoefficients);
            foreach ((bool bit, int probability) in KeyMode)
            {
                encoder.Write(bit, probability);
            }
        }

        byte[] partition = encoder.Finish();
        byte[] frame = new byte[TagLength + KeyHeaderLength + partition.Length];
        WriteTag(frame, isKey: true, partition.Length);
        frame[3] = 0x9D;
        frame[4] = 0x01;
        frame[5] = 0x2A;
        frame[6] = (byte)width;
        frame[7] = (byte)(width >> 8);
        frame[8] = (byte)height;
        frame[9] = (byte)(height >> 8);
        partition.CopyTo(frame, TagLength + KeyHeaderLength);
        return frame;
    }

    /// <summary>The picture as it was.</summary>
    /// <param name="width">Of the picture.</param>
    /// <param name="height">Of the picture.</param>
    /// <param name="isReference">Whether later pictures build on this one.</param>
    public static byte[] Delta(int width, int height, bool isReference)
    {
        CheckSize(width, height);
        var encoder = new Vp8BoolEncoder();
        WriteFilterAndQuantizers(encoder);

        // The golden and the alternate picture stay, and so does the meaning of their vectors; the probabilities are kept.
        encoder.WriteNumber(0, 2);
        encoder.WriteNumber(0, 4);
        encoder.WriteNumber(0, 2);
        encoder.WriteNumber(1, 1);
        encoder.WriteNumber(isReference ? 1 : 0, 1);
        WriteTokenUpdates(encoder);
        encoder.WriteNumber(HasCoefficients, 8);

        // The chances of a macroblock of its own, of the last picture, and of the golden one; no other probabilities of modes.
        encoder.WriteNumber(1, 8);
        encoder.WriteNumber(255, 8);
        encoder.WriteNumber(128, 8);
        encoder.WriteNumber(0, 2);
        foreach (byte probability in MotionUpdates)
        {
            encoder.Write(false, probability);
        }

        WriteUnmoved(encoder, Macroblocks(width), Macroblocks(height));
        byte[] partition = encoder.Finish();
        byte[] frame = new byte[TagLength + partition.Length];
        WriteTag(frame, isKey: false, partition.Length);
        partition.CopyTo(frame, TagLength);
        return frame;
    }

    private static void WriteUnmoved(Vp8BoolEncoder encoder, int columns, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                int neighbors = (row > 0 ? 2 : 0) + (column > 0 ? 2 : 0) + (row > 0 && column > 0 ? 1 : 0);
                encoder.Write(true, HasCoefficients);
                encoder.Write(true, 1);
                encoder.Write(false, 255);
                encoder.Write(false, ZeroChances[neighbors]);
            }
        }
    }

    /// <summary>No segments, no loop filter, one partition of coefficients, the finest quantizers (§9.3 to §9.6).</summary>
    private static void WriteFilterAndQuantizers(Vp8BoolEncoder encoder)
    {
        encoder.WriteNumber(0, 1);
        encoder.WriteNumber(0, 1 + 6 + 3);
        encoder.WriteNumber(0, 1);
        encoder.WriteNumber(0, 2);
        encoder.WriteNumber(0, 7 + 5);
    }

    private static void WriteTokenUpdates(Vp8BoolEncoder encoder)
    {
        foreach (byte probability in Vp8TokenUpdates.All)
        {
            encoder.Write(false, probability);
        }

        // Macroblocks say whether they have coefficients.
        encoder.WriteNumber(1, 1);
    }

    /// <summary>Shown, of the profile 0 (§9.1).</summary>
    private static void WriteTag(Span<byte> frame, bool isKey, int partitionLength)
    {
        int tag = (isKey ? 0 : 1) | (1 << 4) | (partitionLength << 5);
        frame[0] = (byte)tag;
        frame[1] = (byte)(tag >> 8);
        frame[2] = (byte)(tag >> 16);
    }

    private static int Macroblocks(int pixels) => (pixels + MacroblockSize - 1) / MacroblockSize;

    private static void CheckSize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaxSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, MaxSize);
    }
}
