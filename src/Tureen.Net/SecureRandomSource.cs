using System.Security.Cryptography;
using Tureen.Engine.Primitives;

namespace Tureen.Net;

/// <summary>The machine's cryptographic generator, read in blocks because each call costs as much as a whole block.</summary>
/// <remarks>Belongs to one thread, as the engine does. What was given out is erased from the block.</remarks>
internal sealed class SecureRandomSource : RandomSource
{
    private const int BlockLength = 512;

    private readonly byte[] _block = new byte[BlockLength];
    private int _used = BlockLength;

    public override void Fill(Span<byte> destination)
    {
        if (destination.Length > BlockLength / 4)
        {
            RandomNumberGenerator.Fill(destination);
            return;
        }

        if (destination.Length > BlockLength - _used)
        {
            RandomNumberGenerator.Fill(_block);
            _used = 0;
        }

        Span<byte> source = _block.AsSpan(_used, destination.Length);
        source.CopyTo(destination);
        source.Clear();
        _used += destination.Length;
    }
}
