using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;
using Tureen.Testing;
using Tureen.Testing.Ice;

namespace Tureen.Tests.Engine.Stun;

[Collection(nameof(AllocationMeasurement))]
public sealed class StunMessageFuzzTests
{
    private const int Inputs = 200_000;
    private const ulong Seed = 20_260_401;

    [Fact]
    public void No_bytes_throw_or_allocate()
    {
        var check = new BindingRequest { RemoteUsernameFragment = "local", RemotePassword = "secret", Nomination = 3 };
        Assert.True(StunMessage.TryParse(check.ToBytes(), out StunMessage request));
        byte[] success = new byte[StunResponse.MaxLength];
        success = success[..StunResponse.WriteSuccess(request, NetworkAddress.FromIPv4(1, 2), "secret"u8, success)];
        byte[] error = new byte[StunResponse.MaxLength];
        error = error[..StunResponse.WriteError(request, StunErrorCode.RoleConflict, "secret"u8, error)];
        var mutator = new StunMutator(
            new SeededRandomSource(Seed), [check.ToBytes(), (check with { UseCandidate = true }).ToBytes(), success, error]);
        int parsed = Run(mutator, 1_000);

        int runs = 0;
        long allocated = Allocations.Least(() =>
        {
            parsed += Run(mutator, Inputs);
            runs++;
        });

        Assert.Equal(0, allocated);
        Assert.InRange(parsed, Inputs / 20, runs * Inputs);
    }

    private static int Run(StunMutator mutator, int count)
    {
        int parsed = 0;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> bytes = mutator.Next();
            _ = PacketClassifier.Classify(bytes);
            if (StunMessage.TryParse(bytes, out StunMessage message))
            {
                parsed++;
                Touch(message, verify: i % 16 == 0);
            }
        }

        return parsed;
    }

    private static void Touch(in StunMessage message, bool verify)
    {
        int length = message.Username.Length + message.Software.Length + message.ErrorReason.Length;
        _ = (ulong)length + message.Priority + message.Nomination + message.IceControlled + message.IceControlling;
        _ = message.Class;
        _ = message.ErrorCode;
        _ = message.TryGetLocalUsernameFragment(out _);
        _ = message.TryGetXorMappedAddress(out _);
        for (int i = 0; i < message.UnknownAttributeCount; i++)
        {
            _ = message.GetUnknownAttribute(i);
        }

        _ = verify && message.VerifyMessageIntegrity("secret"u8);
    }
}
