import { provideHttpClient } from '@angular/common/http';
import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app';

void bootstrapApplication(App, { providers: [provideHttpClient()] });
