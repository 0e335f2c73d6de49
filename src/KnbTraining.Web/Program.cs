using KnbTraining.Web.Commands;
using KnbTraining.Web.Hosting;

return LanguageLibrary.IsThere() ? await KnbCommandLine.InvokeAsync(args) : 1;

public partial class Program;
