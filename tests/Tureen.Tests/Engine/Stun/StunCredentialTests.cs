using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Tests.Engine.Stun;

public sealed class StunCredentialTests
{
    /// <summary>The request with long-term authentication of RFC 5769, section 2.4.</summary>
    private static readonly byte[] Sample = Convert.FromHexString(
        "000100602112A44278AD3433C6AD72C029DA412E00060012E3839EE38388E383AAE38383E382AFE382B90000"
        + "0015001C662F2F3439396B39353464364F4C33346F4C394653547679363473410014000B6578616D706C652E6F726700"
        + "00080014F67024656DD64A3E02B8E0712E85C9A28CA89666");

    [Fact]
    public void The_key_is_that_of_the_sample_of_the_standard()
    {
        var credential = new StunCredential("\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9", "TheMatrIX");
        Assert.True(StunMessage.TryParse(Sample, out StunMessage sample));

        Assert.True(credential.TryTake(sample));
        Assert.True(sample.VerifyMessageIntegrity(credential.Key));

        var buffer = new byte[200];
        var writer = new StunWriter(buffer, StunClass.Request, sample.TransactionId);
        credential.Sign(ref writer);
        Assert.True(StunMessage.TryParse(buffer.AsSpan(0, writer.Length), out StunMessage signed));
        Assert.True(signed.VerifyMessageIntegrity(credential.Key));
    }

    [Fact]
    public void A_challenge_without_nonce_or_with_too_long_a_realm_is_not_taken()
    {
        var credential = new StunCredential("user", "password");

        Assert.False(credential.TryTake(Challenge("realm", null, out StunMessage lacking) ? lacking : default));
        Assert.False(credential.TryTake(Challenge(new string('r', EngineLimits.MaxStunRealmLength + 1), "nonce", out StunMessage tooLong) ? tooLong : default));
        Assert.False(credential.IsChallenged);
        Assert.True(credential.TryTake(Challenge(new string('r', EngineLimits.MaxStunRealmLength), "nonce", out StunMessage longest) ? longest : default));
    }

    private static bool Challenge(string realm, string? nonce, out StunMessage message)
    {
        var buffer = new byte[EngineLimits.MaxStunLength];
        var writer = new StunWriter(buffer, StunClass.ErrorResponse, new byte[StunHeader.TransactionIdLength]);
        writer.WriteBytes(StunAttributeType.Realm, Encoding.UTF8.GetBytes(realm));
        if (nonce is not null)
        {
            writer.WriteBytes(StunAttributeType.Nonce, Encoding.UTF8.GetBytes(nonce));
        }

        return StunMessage.TryParse(buffer.AsSpan(0, writer.Length), out message);
    }
}
