using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using TureenApp.Client;

WebAssemblyHostBuilder builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<App>("#app");
await builder.Build().RunAsync();
