using Tureen.Engine.Primitives;

namespace Tureen.Engine.Stun;

/// <summary>The answers to a binding request (RFC 8489 §6.3.1, RFC 8445 §7.3).</summary>
internal static class StunResponse
{
    /// <summary>Bytes. More than any answer needs: header, address or error, integrity and fingerprint.</summary>
    public const int MaxLength = 160;

    public static int WriteSuccess(
        in StunMessage request, in NetworkAddress mapped, ReadOnlySpan<byte> key, Span<byte> destination)
    {
        var writer = new StunWriter(destination, StunClass.SuccessResponse, request.TransactionId);
        writer.WriteXorMappedAddress(mapped);
        writer.WriteMessageIntegrity(key);
        writer.WriteFingerprint();
        return writer.Length;
    }

    /// <summary>An error answer; with a <paramref name="key"/> only if the request was authenticated.</summary>
    /// <remarks>The reason phrase is left out where it would make the answer larger than the request.</remarks>
    public static int WriteError(
        in StunMessage request, StunErrorCode code, ReadOnlySpan<byte> key, Span<byte> destination)
    {
        ReadOnlySpan<byte> reason = ReasonOf(code);
        int length = WriteError(request, code, reason, key, destination);
        return length <= request.Bytes.Length ? length : WriteError(request, code, default, key, destination);
    }

    private static int WriteError(
        in StunMessage request, StunErrorCode code, ReadOnlySpan<byte> reason, ReadOnlySpan<byte> key, Span<byte> destination)
    {
        var writer = new StunWriter(destination, StunClass.ErrorResponse, request.TransactionId, request.Method);
        writer.WriteErrorCode(code, reason);
        if (code == StunErrorCode.UnknownAttribute)
        {
            writer.WriteUnknownAttributes(request);
        }

        if (!key.IsEmpty)
        {
            writer.WriteMessageIntegrity(key);
        }

        writer.WriteFingerprint();
        return writer.Length;
    }

    private static ReadOnlySpan<byte> ReasonOf(StunErrorCode code) => code switch
    {
        StunErrorCode.BadRequest => "Bad Request"u8,
        StunErrorCode.Unauthenticated => "Unauthenticated"u8,
        StunErrorCode.UnknownAttribute => "Unknown Attribute"u8,
        StunErrorCode.RoleConflict => "Role Conflict"u8,
        _ => default,
    };
}
