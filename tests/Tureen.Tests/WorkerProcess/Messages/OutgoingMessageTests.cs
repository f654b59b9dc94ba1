using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;

namespace Tureen.Tests.WorkerProcess.Messages;

public sealed class OutgoingMessageTests
{
    private readonly FlatWriter _writer = new();
    private readonly FlatReading _reading = new();

    [Fact]
    public void A_request_is_accepted()
    {
        FlatTable response = Open(OutgoingMessage.Accept(_writer, 9), MessageBody.Response);

        Assert.Equal(9u, response.UInt32(0));
        Assert.True(response.Bool(1));
        Assert.False(response.Has(2));
    }

    [Fact]
    public void A_request_is_rejected_with_a_reason()
    {
        FlatTable response = Open(OutgoingMessage.Reject(_writer, 9, "TypeError", "wrong"), MessageBody.Response);

        Assert.False(response.Bool(1));
        Assert.Equal("TypeError", response.String(4));
        Assert.Equal("wrong", response.String(5));
    }

    [Fact]
    public void A_notification_names_its_object()
    {
        FlatTable notification = Open(
            OutgoingMessage.Notify(_writer, "123", NotificationEvent.WorkerRunning),
            MessageBody.Notification);

        Assert.Equal("123", notification.String(0));
        Assert.Equal((byte)NotificationEvent.WorkerRunning, notification.UInt8(1));
    }

    private FlatTable Open(ReadOnlySpan<byte> message, MessageBody kind)
    {
        FlatTable root = _reading.Open(message[4..]);
        Assert.Equal((byte)kind, root.UInt8(0));
        return root.RequiredTable(1);
    }
}
