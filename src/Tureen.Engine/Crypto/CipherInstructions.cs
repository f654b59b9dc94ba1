using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using ArmAes = System.Runtime.Intrinsics.Arm.Aes;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace Tureen.Engine.Crypto;

/// <summary>
/// What AES-GCM needs of the processor, x86-64 or ARM64, in the form of x86-64: a round of AES that adds its key last, and the carry-less product of two halves.
/// </summary>
/// <remarks>The compiler decides each question for the processor it compiles for, so that only one of two branches is in the code.</remarks>
internal static class CipherInstructions
{
    /// <summary>Whether this processor has all of them.</summary>
    public static bool IsSupported => (X86Aes.IsSupported && Pclmulqdq.IsSupported && Ssse3.IsSupported) || (ArmAes.IsSupported && AdvSimd.Arm64.IsSupported);

    /// <summary>One round of AES: rows, bytes, columns, and then the key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Encrypt(Vector128<byte> block, Vector128<byte> key) =>
        X86Aes.IsSupported ? X86Aes.Encrypt(block, key) : ArmAes.MixColumns(ArmAes.Encrypt(block, Vector128<byte>.Zero)) ^ key;

    /// <summary>The last round, which leaves the columns as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> EncryptLast(Vector128<byte> block, Vector128<byte> key) =>
        X86Aes.IsSupported ? X86Aes.EncryptLast(block, key) : ArmAes.Encrypt(block, Vector128<byte>.Zero) ^ key;

    /// <summary>In all words: the last word of <paramref name="key"/>, its bytes substituted and each one place lower, the lowest highest, xor <paramref name="constant"/> (FIPS 197 §5.2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> SubstituteRotated(Vector128<byte> key, [ConstantExpected] byte constant) => X86Aes.IsSupported
        ? Sse2.Shuffle(X86Aes.KeygenAssist(key, constant).AsInt32(), 0xFF).AsByte()
        : Vector128.Create(BitOperations.RotateRight(SubstitutedLastWord(key), 8) ^ constant).AsByte();

    /// <summary>In all words: the last word of <paramref name="key"/>, its bytes substituted.</summary>
    public static Vector128<byte> Substitute(Vector128<byte> key) => X86Aes.IsSupported
        ? Sse2.Shuffle(X86Aes.KeygenAssist(key, 0).AsInt32(), 0xAA).AsByte()
        : Vector128.Create(SubstitutedLastWord(key)).AsByte();

    /// <summary>The product of the low halves, without carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> MultiplyLow(Vector128<ulong> a, Vector128<ulong> b) => Pclmulqdq.IsSupported
        ? Pclmulqdq.CarrylessMultiply(a, b, 0x00)
        : ArmAes.PolynomialMultiplyWideningLower(a.GetLower(), b.GetLower());

    /// <summary>The product of the high halves, without carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> MultiplyHigh(Vector128<ulong> a, Vector128<ulong> b) => Pclmulqdq.IsSupported
        ? Pclmulqdq.CarrylessMultiply(a, b, 0x11)
        : ArmAes.PolynomialMultiplyWideningUpper(a, b);

    /// <summary>The bytes of <paramref name="block"/> in the order that <paramref name="order"/>, a constant, gives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Shuffle(Vector128<byte> block, Vector128<byte> order) =>
        Ssse3.IsSupported ? Ssse3.Shuffle(block, order) : AdvSimd.Arm64.VectorTableLookup(block, order);

    /// <summary>The halves in the other order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Swap(Vector128<ulong> value) => Sse2.IsSupported
        ? Sse2.Shuffle(value.AsInt32(), 0b_01_00_11_10).AsUInt64()
        : AdvSimd.ExtractVector128(value, value, 1);

    /// <summary>The low half in place of the high one, and zero in its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> RaiseLow(Vector128<ulong> value) => Sse2.IsSupported
        ? Sse2.ShiftLeftLogical128BitLane(value, 8)
        : AdvSimd.ExtractVector128(Vector128<ulong>.Zero, value, 1);

    /// <summary>The high half in place of the low one, and zero in its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> LowerHigh(Vector128<ulong> value) => Sse2.IsSupported
        ? Sse2.ShiftRightLogical128BitLane(value, 8)
        : AdvSimd.ExtractVector128(value, Vector128<ulong>.Zero, 1);

    /// <summary>Each word one place higher, and zero in the lowest.</summary>
    public static Vector128<byte> RaiseWords(Vector128<byte> value) => Sse2.IsSupported
        ? Sse2.ShiftLeftLogical128BitLane(value, 4)
        : AdvSimd.ExtractVector128(Vector128<byte>.Zero, value, 12);

    /// <summary>A round without columns and key substitutes the bytes, and moves that of row r in column c to column c − r.</summary>
    private static uint SubstitutedLastWord(Vector128<byte> key)
    {
        Vector128<byte> round = ArmAes.Encrypt(key, Vector128<byte>.Zero);
        return round.GetElement(12) | ((uint)round.GetElement(9) << 8) | ((uint)round.GetElement(6) << 16) | ((uint)round.GetElement(3) << 24);
    }
}
