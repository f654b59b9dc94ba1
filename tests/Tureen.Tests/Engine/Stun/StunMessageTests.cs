using System.Buffers.Binary;
using System.Text;
using Tureen.Engine.Stun;
using Tureen.Testing;
using Tureen.Testing.Ice;

namespace Tureen.Tests.Engine.Stun;

[Collection(nameof(AllocationMeasurement))]
public sealed class StunMessageTests
{
    private const string Fragment = "78tal5pc6dkyv1rpg56vuay5je13cewm";
    private const string Password = "1ezk7fni4jeo5bt7ibcdk4wjl8712suw";

    private static readonly byte[] Request = new BindingRequest
    {
        RemoteUsernameFragment = Fragment,
        RemotePassword = Password,
        UseCandidate = true,
    }.ToBytes();

    [Fact]
    public void A_browsers_request_is_read_in_full()
    {
        Assert.True(StunMessage.TryParse(Request, out StunMessage message));

        Assert.Equal(StunClass.Request, message.Class);
        Assert.Equal($"{Fragment}:s3Jg", Encoding.ASCII.GetString(message.Username));
        Assert.True(message.TryGetLocalUsernameFragment(out ReadOnlySpan<byte> fragment));
        Assert.Equal(Fragment, Encoding.ASCII.GetString(fragment));
        Assert.Equal(1_853_693_695u, message.Priority);
        Assert.True(message.HasIceControlling);
        Assert.True(message.HasUseCandidate);
        Assert.False(message.HasNomination);
        Assert.False(message.HasXorMappedAddress);
        Assert.False(message.HasErrorCode);
        Assert.Equal(StunErrorCode.None, message.ErrorCode);
        Assert.True(message.HasFingerprint);
        Assert.True(message.VerifyMessageIntegrity(Encoding.ASCII.GetBytes(Password)));
        Assert.Equal(0, message.UnknownAttributeCount);
    }

    [Theory]
    [InlineData(0x0001, (int)StunClass.Request, 1)]
    [InlineData(0x0011, (int)StunClass.Indication, 1)]
    [InlineData(0x0101, (int)StunClass.SuccessResponse, 1)]
    [InlineData(0x0111, (int)StunClass.ErrorResponse, 1)]
    [InlineData(0x3EEF, (int)StunClass.Request, 0xFFF)]
    [InlineData(0x3FFF, (int)StunClass.ErrorResponse, 0xFFF)]
    public void The_type_weaves_class_and_method(int type, int messageClass, int method)
    {
        Assert.Equal(type, StunHeader.EncodeType((StunClass)messageClass, (ushort)method));
        Assert.Equal((StunClass)messageClass, StunHeader.DecodeClass((ushort)type));
        Assert.Equal(method, StunHeader.DecodeMethod((ushort)type));
    }

    [Fact]
    public void Nomination_is_read_under_both_of_its_numbers()
    {
        foreach (StunAttributeType type in new[] { StunAttributeType.Nomination, StunAttributeType.LegacyNomination })
        {
            byte[] bytes = Write((ref StunWriter writer) => writer.WriteBytes(type, [0, 0, 1, 2]));

            Assert.True(StunMessage.TryParse(bytes, out StunMessage message));
            Assert.Equal(0x102u, message.Nomination);
        }
    }

    [Fact]
    public void Of_a_repeated_attribute_the_first_counts()
    {
        byte[] bytes = Write((ref StunWriter writer) =>
        {
            writer.WritePriority(1);
            writer.WritePriority(2);
        });

        Assert.True(StunMessage.TryParse(bytes, out StunMessage message));
        Assert.Equal(1u, message.Priority);
    }

    [Fact]
    public void Unknown_attributes_are_noted_only_where_they_must_be_understood()
    {
        byte[] bytes = Write((ref StunWriter writer) =>
        {
            writer.WriteBytes((StunAttributeType)0x7777, [1]);
            writer.WriteBytes((StunAttributeType)0xC057, [1, 2, 3, 4]);
            for (int i = 0; i < 20; i++)
            {
                writer.WriteBytes((StunAttributeType)0x0066, default);
            }
        });

        Assert.True(StunMessage.TryParse(bytes, out StunMessage message));
        Assert.Equal(StunUnknownAttributes.Capacity, message.UnknownAttributeCount);
        Assert.Equal(0x7777, message.GetUnknownAttribute(0));
        Assert.Equal(0x0066, message.GetUnknownAttribute(1));
    }

    [Theory]
    [InlineData((int)StunAttributeType.Priority, 3)]
    [InlineData((int)StunAttributeType.UseCandidate, 1)]
    [InlineData((int)StunAttributeType.Nomination, 8)]
    [InlineData((int)StunAttributeType.IceControlling, 4)]
    [InlineData((int)StunAttributeType.IceControlled, 0)]
    [InlineData((int)StunAttributeType.XorMappedAddress, 8)]
    [InlineData((int)StunAttributeType.ErrorCode, 3)]
    [InlineData((int)StunAttributeType.MessageIntegrity, 19)]
    [InlineData((int)StunAttributeType.Fingerprint, 4)]
    public void An_attribute_with_a_wrong_size_or_value_is_malformed(int type, int length)
    {
        byte[] bytes = Write((ref StunWriter writer) =>
            writer.WriteBytes((StunAttributeType)type, new byte[length]));

        Assert.False(StunMessage.TryParse(bytes, out _));
    }

    [Fact]
    public void The_SHA_256_integrity_may_follow_the_SHA_1_one()
    {
        byte[] bytes = [.. Without(Request, StunHeader.AttributeHeaderLength + 4), 0x00, 0x1C, 0, 4, 1, 2, 3, 4];
        SetLength(bytes);

        Assert.True(StunMessage.TryParse(bytes, out StunMessage message));
        Assert.True(message.VerifyMessageIntegrity(Encoding.ASCII.GetBytes(Password)));
        Assert.Equal(0, message.UnknownAttributeCount);
    }

    [Fact]
    public void Parsing_and_verifying_allocate_nothing()
    {
        byte[] key = Encoding.ASCII.GetBytes(Password);
        int verified = 0;
        for (int i = 0; i < 100; i++)
        {
            verified += Verify(key);
        }

        long allocated = Allocations.Least(() =>
        {
            for (int i = 0; i < 1_000; i++)
            {
                verified += Verify(key);
            }
        });

        Assert.Equal(0, allocated);
        Assert.InRange(verified, 1_100, int.MaxValue);
    }

    private static int Verify(byte[] key) =>
        StunMessage.TryParse(Request, out StunMessage message) && message.VerifyMessageIntegrity(key) ? 1 : 0;

    private static byte[] Without(byte[] bytes, int tail) => bytes[..^tail];

    private static void SetLength(byte[] bytes) =>
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)(bytes.Length - StunHeader.Length));

    private static byte[] Write(StunWriting write)
    {
        byte[] buffer = new byte[512];
        var writer = new StunWriter(buffer, StunClass.Request, "abcdefghijkl"u8);
        write(ref writer);
        return buffer[..writer.Length];
    }

    private delegate void StunWriting(ref StunWriter writer);
}
