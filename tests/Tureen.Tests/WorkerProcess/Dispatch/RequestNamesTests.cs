using Tureen.WorkerProcess.Dispatch;
using Tureen.WorkerProcess.Messages;

namespace Tureen.Tests.WorkerProcess.Dispatch;

public sealed class RequestNamesTests
{
    [Theory]
    [InlineData(RequestMethod.WorkerCreateWebRtcServer, "worker.createWebRtcServer")]
    [InlineData(RequestMethod.WebRtcServerDump, "webRtcServer.dump")]
    [InlineData(RequestMethod.RtpObserverAddProducer, "rtpObserver.addProducer")]
    [InlineData(RequestMethod.DataConsumerSetSubchannels, "dataConsumer.setSubchannels")]
    internal void A_method_is_called_by_its_object_and_what_it_does(RequestMethod method, string name) =>
        Assert.Equal(name, RequestNames.Of(method));
}
