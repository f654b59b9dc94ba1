using System.Net;
using Tureen.Server.Stun;

namespace Tureen.Tests.Server.Stun;

public sealed class StunMessageTests
{
    [Fact]
    public void An_answer_to_another_request_is_none()
    {
        byte[] bytes = StunMessage.Request(StunMessage.Binding).Write();

        Assert.Null(StunMessage.Request(StunMessage.Binding).ReadAnswer(bytes));
    }

    [Fact]
    public void Attributes_are_read_as_they_were_written()
    {
        StunMessage request = StunMessage.Request(StunMessage.Allocate)
            .Add(StunMessage.Realm, "tureen")
            .Add(StunMessage.MappedAddress, [0, 1, 0x11, 0x2B, 0xE1, 0x12, 0xA6, 0x43])
            .Add(StunMessage.ErrorCode, [0, 0, 4, 1]);

        StunMessage answer = request.ReadAnswer(request.Write("user", "tureen", "password"))!;

        Assert.Equal("tureen", answer.Text(StunMessage.Realm));
        Assert.Equal(401, answer.Code);
        Assert.Equal(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 12_345), answer.Address(StunMessage.MappedAddress));
        Assert.Equal(20, answer.Find(StunMessage.Integrity)!.Length);
    }

    [Fact]
    public void Cut_and_random_answers_do_no_harm()
    {
        StunMessage request = StunMessage.Request(StunMessage.Binding).Add(StunMessage.Nonce, "nonce");
        byte[] whole = request.Write();
        var random = new Random(1);
        for (int i = 0; i < 2_000; i++)
        {
            byte[] bytes = whole[..random.Next(whole.Length + 1)];
            if (bytes.Length > StunMessage.HeaderLength)
            {
                bytes[random.Next(StunMessage.HeaderLength, bytes.Length)] = (byte)random.Next(256);
            }

            StunMessage? answer = request.ReadAnswer(bytes);
            _ = answer?.Address(StunMessage.MappedAddress);
            _ = answer?.Code;
        }
    }
}
