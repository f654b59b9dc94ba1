using System.Net;
using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;
using Tureen.Testing.Ice;

namespace Tureen.Tests.Engine.Stun;

public sealed class StunResponseTests
{
    private static readonly BindingRequest Check = new() { RemoteUsernameFragment = "local", RemotePassword = "secret" };

    [Fact]
    public void A_success_carries_the_transaction_the_address_and_the_integrity()
    {
        Assert.True(StunMessage.TryParse(Check.ToBytes(), out StunMessage request));
        var address = NetworkAddress.From(IPAddress.Parse("2001:db8::7"), 1234);
        byte[] buffer = new byte[StunResponse.MaxLength];
        int length = StunResponse.WriteSuccess(request, address, "secret"u8, buffer);

        Assert.True(StunMessage.TryParse(buffer.AsSpan(0, length), out StunMessage response));
        Assert.Equal(StunClass.SuccessResponse, response.Class);
        Assert.True(response.IsBinding);
        Assert.True(response.TransactionId.SequenceEqual(request.TransactionId));
        Assert.True(response.TryGetXorMappedAddress(out NetworkAddress mapped));
        Assert.Equal(address, mapped);
        Assert.True(response.VerifyMessageIntegrity("secret"u8));
        Assert.True(response.HasFingerprint);
    }

    [Theory]
    [InlineData((int)StunErrorCode.BadRequest, "Bad Request")]
    [InlineData((int)StunErrorCode.Unauthenticated, "Unauthenticated")]
    [InlineData((int)StunErrorCode.RoleConflict, "Role Conflict")]
    public void An_error_carries_its_code_and_reason(int code, string reason)
    {
        Assert.True(StunMessage.TryParse(Check.ToBytes(), out StunMessage request));
        byte[] buffer = new byte[StunResponse.MaxLength];
        int length = StunResponse.WriteError(request, (StunErrorCode)code, default, buffer);

        Assert.True(StunMessage.TryParse(buffer.AsSpan(0, length), out StunMessage response));
        Assert.Equal(StunClass.ErrorResponse, response.Class);
        Assert.Equal((StunErrorCode)code, response.ErrorCode);
        Assert.Equal(reason, Encoding.ASCII.GetString(response.ErrorReason));
        Assert.False(response.HasMessageIntegrity);
        Assert.True(response.HasFingerprint);
    }

    [Fact]
    public void A_420_names_the_attributes_and_fits_the_space_even_at_its_largest()
    {
        BindingRequest check = Check with { UnknownAttributes = [.. Enumerable.Range(0x7000, 40).Select(i => (ushort)i)] };
        Assert.True(StunMessage.TryParse(check.ToBytes(), out StunMessage request));
        byte[] buffer = new byte[StunResponse.MaxLength];
        int length = StunResponse.WriteError(request, StunErrorCode.UnknownAttribute, "secret"u8, buffer);

        Assert.True(StunMessage.TryParse(buffer.AsSpan(0, length), out StunMessage response));
        Assert.Equal(StunErrorCode.UnknownAttribute, response.ErrorCode);
        Assert.True(response.VerifyMessageIntegrity("secret"u8));
        Assert.Contains("000A001070007001", Convert.ToHexString(buffer), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bare_header_is_answered_with_less_than_twice_its_length()
    {
        byte[] bare = new byte[StunHeader.Length];
        _ = new StunWriter(bare, StunClass.Request, "abcdefghijkl"u8);
        Assert.True(StunMessage.TryParse(bare, out StunMessage request));

        int length = StunResponse.WriteError(
            request, StunErrorCode.BadRequest, default, new byte[StunResponse.MaxLength]);

        Assert.InRange(length, 1, 2 * bare.Length);
    }
}
