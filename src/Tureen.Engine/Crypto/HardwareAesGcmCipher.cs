using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Tureen.Engine.Crypto;

/// <summary>AES-GCM on the processor's own instructions: one pass over the text, eight blocks in flight, no tables, in constant time.</summary>
/// <remarks>
/// The text is encrypted from where it lies into the destination and hashed on the way. Counter blocks are the nonce and a 32-bit counter: 1 masks the tag, 2 is
/// that of the first block (NIST SP 800-38D §7.1). A packet is far too short for the counter to wrap.
/// </remarks>
internal sealed unsafe class HardwareAesGcmCipher : AesGcmCipher
{
    /// <summary>Does not move, so that no copy of a key stays behind.</summary>
    private readonly byte[] _memory = GC.AllocateArray<byte>(AesGcmKey.Length + AesGcmKey.Alignment, pinned: true);
    private readonly AesGcmKey _key;

    /// <exception cref="ArgumentException">The key has neither 16 nor 32 bytes.</exception>
    public HardwareAesGcmCipher(ReadOnlySpan<byte> key)
    {
        nint start = (nint)Unsafe.AsPointer(ref _memory[0]);
        _key = new AesGcmKey((byte*)((start + AesGcmKey.Alignment - 1) & -AesGcmKey.Alignment), key);
    }

    /// <summary>Whether this processor has the instructions.</summary>
    public static bool IsSupported => CipherInstructions.IsSupported;

    public override void Seal(
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> associated,
        Span<byte> destination,
        int prefixLength,
        ReadOnlySpan<byte> rest)
    {
        int length = prefixLength + rest.Length;
        Span<byte> text = destination[..length];
        Span<byte> tag = destination.Slice(length, TagLength);

        // Groups of blocks start at the text's first byte: what completes the prefix to whole groups goes there first.
        int head = Math.Min((prefixLength + AesGcmPass.GroupLength - 1) & -AesGcmPass.GroupLength, length);
        rest[..(head - prefixLength)].CopyTo(text[prefixLength..]);
        rest = rest[(head - prefixLength)..];

        var pass = new AesGcmPass(_key, nonce);
        pass.Associate(associated);
        fixed (byte* output = text, input = rest)
        {
            pass.Transform(output, output, head, isSealing: true);
            pass.Transform(input, output + head, rest.Length, isSealing: true);
        }

        pass.GetTag(associated.Length, length).CopyTo(tag);
        GC.KeepAlive(_memory);
    }

    public override bool TryOpen(
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> associated,
        ReadOnlySpan<byte> associatedTail,
        Span<byte> text,
        ReadOnlySpan<byte> tag)
    {
        if (nonce.Length < NonceLength || tag.Length != TagLength)
        {
            return false;
        }

        var pass = new AesGcmPass(_key, nonce);
        pass.Associate(associated, associatedTail);
        fixed (byte* pointer = text)
        {
            pass.Transform(pointer, pointer, text.Length, isSealing: false);
        }

        Vector128<byte> difference = pass.GetTag(associated.Length + associatedTail.Length, text.Length) ^ Vector128.Create(tag);
        GC.KeepAlive(_memory);
        return difference == default;
    }

    protected override void Dispose(bool disposing) => CryptographicOperations.ZeroMemory(_memory);
}
