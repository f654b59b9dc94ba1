namespace Tureen.Rooms.Security;

/// <summary>Describes endpoints that read requests and write answers themselves, so that the document of the API has them.</summary>
internal static class EndpointDescriptions
{
    /// <summary>Says what an endpoint is for, and what it answers.</summary>
    public static T Describe<T>(this T endpoint, string tag, string summary, string contentType = "application/json")
        where T : IEndpointConventionBuilder
    {
        // A document has only endpoints with a method; its parameters do not matter.
        Delegate handler = Handler;
        endpoint.WithMetadata(
            handler.Method,
            new TagsAttribute(tag),
            new EndpointSummaryAttribute(summary),
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [contentType]));
        return endpoint;
    }

    private static void Handler()
    {
    }
}
