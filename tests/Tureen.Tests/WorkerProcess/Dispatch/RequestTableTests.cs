using Tureen.Testing.WorkerProcess;
using Tureen.WorkerProcess.Dispatch;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;

namespace Tureen.Tests.WorkerProcess.Dispatch;

public sealed class RequestTableTests
{
    [Fact]
    public void Each_kind_of_body_belongs_to_one_method_of_its_name()
    {
        // A transport on a WebRtcServer is made of the same body as one with sockets of its own; one body reverses the words of its method.
        Dictionary<RequestMethod, RequestBody> others = new()
        {
            [RequestMethod.RouterCreateWebRtcTransportWithServer] = RequestBody.RouterCreateWebRtcTransport,
            [RequestMethod.WorkerWebRtcServerClose] = RequestBody.WorkerCloseWebRtcServer,
        };
        foreach (RequestMethod method in Enum.GetValues<RequestMethod>())
        {
            RequestBody ofItsName = Enum.TryParse(method.ToString(), out RequestBody body) ? body : RequestBody.None;

            Assert.Equal(others.GetValueOrDefault(method, ofItsName), RequestTable.BodyOf(method));
        }
    }

    [Fact]
    public void Each_method_reaches_the_object_that_it_names()
    {
        using var scene = new DispatchScene();
        foreach (RequestMethod method in Enum.GetValues<RequestMethod>().Where(static method => method > RequestMethod.WorkerCloseRouter))
        {
            // mediasoup's transports have a request of their own kind instead.
            string reason = method == RequestMethod.TransportConnect
                ? "unknown method 'transport.connect'"
                : $"Channel request handler with ID nobody not found [method:{RequestNames.Of(method)}]";
            (string? _, string? refusal) = scene.AskInVain(method, "nobody", RequestTable.BodyOf(method) == RequestBody.None ? null : EmptyBody);

            Assert.Equal(reason, refusal);
        }
    }

    [Fact]
    public void A_number_that_is_no_method_is_refused()
    {
        using var scene = new DispatchScene();

        Assert.Equal(("Error", "unknown method '200'"), scene.AskInVain((RequestMethod)200, ""));
    }

    [Fact]
    public void A_request_for_another_kind_of_transport_is_an_unknown_method()
    {
        using var scene = new DispatchScene();
        scene.Ask(RequestMethod.WorkerCreateRouter, "", static writer => SampleRequests.Id(writer, "router"));
        scene.Ask(RequestMethod.RouterCreateDirectTransport, "router", static writer => SampleRequests.DirectTransport(writer, "transport"));

        Assert.Equal(("Error", "unknown method 'transport.restartIce'"), scene.AskInVain(RequestMethod.TransportRestartIce, "transport"));
    }

    private static FlatOffset EmptyBody(FlatWriter writer)
    {
        writer.Begin();
        return writer.End();
    }
}
