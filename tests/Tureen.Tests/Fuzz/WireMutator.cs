using Tureen.Engine.Primitives;

namespace Tureen.Tests.Fuzz;

/// <summary>Makes hostile datagrams out of good ones, in a buffer of its own, by a seed.</summary>
internal sealed class WireMutator(ulong seed, byte[][] models)
{
    private readonly SeededRandomSource _random = new(seed);
    private readonly byte[] _buffer = new byte[2048];

    /// <summary>The next input, valid until the next call.</summary>
    public Span<byte> Next()
    {
        int length = 0;
        for (int packets = Pick(3); packets >= 0; packets--)
        {
            byte[] model = models[Pick(models.Length)];
            if (length + model.Length <= _buffer.Length)
            {
                model.CopyTo(_buffer.AsSpan(length));
                length += model.Length;
            }
        }

        Span<byte> input = _buffer.AsSpan(0, length);
        for (int changes = Pick(6); changes > 0; changes--)
        {
            Change(input);
        }

        return Pick(4) == 0 ? input[..Pick(length + 1)] : input;
    }

    private void Change(Span<byte> input)
    {
        // The first bytes hold lengths and counts, so they are hit more often.
        int at = Pick(2) == 0 ? Pick(Math.Min(input.Length, 24)) : Pick(input.Length);
        switch (Pick(4))
        {
            case 0:
                input[at] ^= (byte)(1 << Pick(8));
                break;
            case 1:
                input[at] = Pick(2) == 0 ? byte.MinValue : byte.MaxValue;
                break;
            case 2:
                _random.Fill(input.Slice(at, Math.Min(input.Length - at, 1 + Pick(16))));
                break;
            default:
                input[at] = (byte)Pick(256);
                break;
        }
    }

    private int Pick(int count) => _random.Next(0, count - 1);
}
